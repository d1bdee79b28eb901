import type { Belongs } from '../catalogue/belongs.ts';
import { type Message, say } from '../text/message.ts';

/** For people, where a directive belongs. */
export const belongsIn: Readonly<Record<Belongs, Message>> = {
  'server config': say('the main configuration file'),
  'virtual host': say('the main configuration file or <VirtualHost>'),
  directory: say('the main configuration file, <VirtualHost> or <Directory>'),
  'only directory': say('<Directory> of the main configuration file'),
};
