import type { Numbering } from '../execution/log-names.js';
import { compiledModule } from '../package-root.js';
import type { AsIs } from '../scenario/as-is.js';
import type { RecordContent } from '../scenario/content.js';
import type { Rotation } from '../scenario/rotation.js';
import type { Sizes } from '../scenario/sizes.js';
import type { Build } from './foreign/build.js';
import type { Writer } from './writer.js';

/** A writer as the harness sees it: what it promises, and the command whose processes speak the command protocol. */
export interface WriterProgram {
  readonly name: string;
  readonly rotations: readonly Rotation['kind'][];
  readonly guarantees: readonly string[];
  readonly guaranteesAlone: readonly string[];
  /** What its records may hold beside printable ASCII; default: anything. */
  readonly takes?: readonly RecordContent[];
  readonly numbering?: Numbering;
  readonly files?: string;
  readonly command: readonly string[];
  /** How it is made, where it has to be compiled first. */
  readonly build?: Build;
  /**
   * Its processes are started for each execution: words such as `{file}` and variables such as `LOGTORTURE_FILE` tell them what to do,
   * and their records stand on their standard input, a line each.
   */
  readonly lines?: true;
  /** Shell commands that run beside its processes in the same execution, each started once. */
  readonly beside?: readonly string[];
  /** It speaks no protocol: it is a program as it is, and `command` is what names it in advice. */
  readonly asIs?: AsIs;
  /** The same with its words as they were given, which is how it is shown and kept. */
  readonly given?: AsIs;
  /** As of `Program`. */
  readonly forks?: boolean;
  /** What its scenarios are to keep to, where a search is asked for that. */
  readonly sizes?: Sizes;
  /** The words that name it in a command line, where its name does not: `--writer ./my-logger.mjs`, or a command behind `--`. */
  readonly namedBy?: readonly string[];
  /** What it is made of, for instance { winston: '3.19.0' }. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Why one schedule does not always give one execution of it, where that is known: nothing is ever said of its claims then. */
  readonly varies?: string;
  /** Why it can't be started on this machine, if so. */
  readonly unavailable?: string;
}

/** Whether its processes are started for each execution. */
export function isToldAtStart({ lines, beside }: Pick<WriterProgram, 'lines' | 'beside'>): boolean {
  return lines === true || beside !== undefined;
}

/** The program that runs a writer which is a compiled module, each process in a host of its own. */
export function programOf(
  writer: Pick<Writer, 'name' | 'rotations' | 'guarantees' | 'guaranteesAlone' | 'takes' | 'numbering' | 'files'>,
  module: string,
): WriterProgram {
  return {
    name: writer.name,
    rotations: writer.rotations,
    guarantees: writer.guarantees ?? [],
    guaranteesAlone: writer.guaranteesAlone ?? [],
    ...(writer.takes !== undefined && { takes: writer.takes }),
    ...namesOf(writer),
    command: [process.execPath, compiledModule('processes/host/host.js'), module],
  };
}

/** What a writer says of its files' names. */
export function namesOf({
  numbering,
  files,
}: Pick<Writer, 'numbering' | 'files'>): Pick<Writer, 'numbering' | 'files'> {
  return { ...(numbering !== undefined && { numbering }), ...(files !== undefined && { files }) };
}
