import { belongsTo } from '../catalogue/belongs.ts';
import { commandsNamed } from '../catalogue/lookup.ts';
import { isAllowedPerDirectory, isRefusedPerDirectory, mayBeListed } from '../catalogue/per-directory.ts';
import type { Judgement } from '../judge.ts';
import { belongsIn } from '../rules/belongs-in.ts';
import { type Message, say } from '../text/message.ts';
import type { Translated } from './about.ts';

/** Whether the document is judged as a per-directory file such as `.htaccess`: then nothing of an MPM is told of it. */
export function isPerDirectory({ judgement }: { readonly judgement: Judgement }): boolean {
  return judgement.analyses.some(({ snapshot }) => snapshot.target.perDirectory);
}

/** What is told in the place of settings, by the editor and the command line. */
export function noSettingsIn(path: string): Message {
  return say('{path} is a per-directory file (.htaccess), which has no settings of an MPM', { path });
}

/** Whether a directive, or a section if the name begins with `<`, may stand in a per-directory file; nothing where nobody knows. */
export function aboutPerDirectory(name: string, translated: Translated): readonly string[] {
  if (/^php_(?:value|flag)$/i.test(name)) {
    return [
      translated(
        say(
          'Allowed in `.htaccess` where mod_php is loaded and `AllowOverride` has Options. Without mod_php, as with PHP-FPM, httpd answers every request below this folder with 500, and the setting belongs in `.user.ini`',
        ),
      ),
    ];
  }
  if (isRefusedPerDirectory(name)) return [translated(refusalOf(name))];
  const words = commandsNamed(name).filter(isAllowedPerDirectory);
  const override = words[0]?.placement.override;
  if (override === undefined) return [];
  return [
    translated(
      override === 'any'
        ? say('Allowed in `.htaccess` unless `AllowOverride` is None')
        : say('Allowed in `.htaccess` where `AllowOverride` has {override}', { override }),
    ),
  ];
}

function refusalOf(name: string): Message {
  const belongs = belongsTo(name);
  if (!belongs) return say('**Not allowed in `.htaccess`**: httpd answers every request below this folder with 500');
  const values = { place: belongsIn[belongs] };
  return mayBeListed(name)
    ? say(
        '**Not allowed in `.htaccess`** unless `AllowOverrideList` names it: httpd answers every request below this folder with 500. It belongs in {place}',
        values,
      )
    : say(
        '**Not allowed in `.htaccess`**: httpd answers every request below this folder with 500. It belongs in {place}',
        values,
      );
}
