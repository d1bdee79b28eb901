import { describe, expect, test } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { messages } from '../server/src/catalogue/messages.ts';
import explainCode from '../server/src/features/explain-code.ts';
import hover from '../server/src/features/hover.ts';
import { ladders } from '../server/src/mpm/ladder.ts';
import { ask, withCursor, worldOf } from './support/world.ts';

const path = '/etc/apache2/httpd.conf';

function explained(code: unknown) {
  return explainCode.answer(worldOf({ [path]: '' }), { code } as never) as { code: string; text: string } | null;
}

describe('codes of messages', () => {
  test.each(['AH00515', 'ah00515', '515', ' 00515 '])('are taken as people write them: %j', (written) => {
    const { code, text } = explained(written)!;
    expect(code).toBe('AH00515');
    expect(text).toContain('event changes MaxRequestWorkers. Look at MaxRequestWorkers and at ServerLimit');
    expect(text).toContain('](../rules/max-request-workers-above-server-limit.md)');
  });

  test('are all explained', () => {
    const corrections = Object.values(ladders).flatMap((ladder) =>
      ladder.flatMap(({ console, log }) => [console, log].filter((code) => code !== undefined)),
    );
    const codes = [...messages.flatMap(({ codes }) => codes), ...corrections];
    expect(codes.filter((code) => explained(code)?.code !== code)).toEqual([]);
  });

  test.each(['AH99999', '', 'AH', 'MaxClients', undefined, 515])('that there are none: %j', (code) => {
    expect(explained(code)).toBeNull();
  });

  const hoverAt = (marked: string) => {
    const { text, position } = withCursor(marked);
    return ask<Hover | null>(hover, worldOf({ [path]: text }), path, { position });
  };

  test('are explained in comments', () => {
    const shown = hoverAt('# httpd said AH00|484 on Monday\n');
    expect((shown?.contents as MarkupContent | undefined)?.value).toMatch(/^\*\*AH00484\*\*: /);
    expect(shown?.range).toEqual({ start: { line: 0, character: 13 }, end: { line: 0, character: 20 } });
  });

  test.each(['# AH99|999\n', '# AH00484 |x\n', 'ServerName AH00|484\n'])('nothing at %j', (marked) => {
    expect(JSON.stringify(hoverAt(marked))).not.toContain('AH00484**');
  });
});
