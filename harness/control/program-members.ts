import { basename, join } from 'node:path';
import type { Member } from '../gate/index.js';
import { programEnvironment } from '../processes/environment.js';
import { environmentOf, filledIn, type Values } from '../processes/told-in-words.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';

/** What the parts of a program are in an execution: their numbers as processes. */
export interface Parts {
  readonly copies: readonly number[];
  /** What runs beside them. */
  readonly beside: readonly number[];
  readonly drivers: readonly number[];
}

export function partsOf(
  { with: beside = [], drive = [] }: Pick<AsIs, 'with' | 'drive'>,
  { processes }: Pick<Scenario, 'processes'>,
): Parts {
  const numbered = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => first + index);
  return {
    copies: numbered(0, processes),
    beside: numbered(processes, beside.length),
    drivers: numbered(processes + beside.length, drive.length),
  };
}

/** What an execution of a program starts: copies of it, what runs beside them, and what drives it. */
export function programMembers(asIs: AsIs, { processes, records }: Scenario, directory: string): readonly Member[] {
  const { command, with: beside = [], drive = [] } = asIs;
  const commands = [
    ...Array.from({ length: processes }, () => command),
    ...beside.map(shellLine),
    ...drive.map(shellLine),
  ];
  return commands.map((words, process) =>
    programMember(words, {
      dir: directory,
      log: join(directory, asIs.file),
      process: String(process),
      records: String(records),
    }),
  );
}

/** A program that takes place in the directory that its values name. */
export function programMember(words: readonly string[], values: Values & { readonly dir: string }): Member {
  const [file = '', ...args] = words.map((word) => filledIn(word, values));
  return {
    command: [file, ...repeatable(file), ...args],
    env: programEnvironment(environmentOf(values)),
    cwd: values.dir,
    program: true,
  };
}

/** What only a shell understands; a line without it is one command, in whose place no shell has to stay. */
const forShell =
  /[|;&<>()`$\n]|^\s*\w+=|^\s*(?:\.|cd|eval|exec|exit|export|set|trap|ulimit|umask|unset|while|until|for|if|case|!|\{)(?:\s|$)/;

export function shellLine(line: string): readonly string[] {
  return ['sh', '-c', forShell.test(line) ? line : `exec ${line}`];
}

/** What Node is told so that its own threads differ in nothing from run to run. */
function repeatable(file: string): readonly string[] {
  return basename(file) === 'node' ? ['--single-threaded'] : [];
}
