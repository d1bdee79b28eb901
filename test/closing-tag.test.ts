import { expect, test } from 'vitest';
import closingTag from '../server/src/features/closing-tag.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function endTagAt(marked: string): string | null {
  const { text, position } = withCursor(marked);
  return ask<string | null>(closingTag, worldOf({ [path]: text }), path, { position });
}

test.each([
  ['<IfModule mpm_event_module>|', '</IfModule>'],
  ['  <directory "/srv">|  ', '</directory>'],
  ['<IfModule a>\n<IfModule b>|\n</IfModule>\n', '</IfModule>'],
  ['<VirtualHost *>\n<Directory />|\n</VirtualHost>\n', '</Directory>'],
])('%j wants %s', (marked, endTag) => {
  expect(endTagAt(marked)).toBe(endTag);
});

test.each([
  ['that has its end', '<IfModule a>|\n</IfModule>'],
  ['in one that has its end', '<IfModule a>\n<IfModule b>|\n</IfModule>\n</IfModule>'],
  ['with words behind', '<IfModule a>| x'],
  ['that is not ended', '<If a|'],
  ['an end tag', '</IfModule>|'],
  ['a comparison', 'RewriteCond %{X} >|'],
  ['a comment', '# <IfModule>|'],
])('none for %s', (_, marked) => {
  expect(endTagAt(marked)).toBeNull();
});
