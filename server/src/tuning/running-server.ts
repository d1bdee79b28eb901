import { type Message, say } from '../text/message.ts';

/** What tells one running httpd from another. Texts are fit for one line of a terminal or an editor, and bounded. */
export interface RunningServer {
  /** Of its parent process. */
  readonly pid: number;
  /** Of the parent process, words with blanks in quotes. */
  readonly commandLine: string;
  /** The TCP ports on which it listens, each once, ascending; undefined where this user may not see them. */
  readonly ports: readonly number[] | undefined;
  /** The main configuration file; undefined where neither the command line names it nor the program tells its build. */
  readonly configurationFile: string | undefined;
}

/** So many ports are named. */
const longest = 12;

/** What a person chooses by, in one line. */
export function aboutServer({ pid, commandLine, ports, configurationFile }: RunningServer): Message {
  return say('--pid {pid}: {ports}; {file}; command line {command}', {
    pid,
    ports: aboutPorts(ports),
    file:
      configurationFile === undefined
        ? say('configuration file unknown')
        : say('configuration file {file}', { file: configurationFile }),
    command: commandLine,
  });
}

function aboutPorts(ports: RunningServer['ports']): Message {
  if (ports === undefined) return say('ports not readable by this user');
  if (ports.length === 0) return say('no TCP port');
  const more = ports.length > longest ? ', …' : '';
  return say('ports {ports}', { ports: `${ports.slice(0, longest).join(', ')}${more}` });
}
