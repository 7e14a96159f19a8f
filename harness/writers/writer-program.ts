import type { Numbering } from '../execution/log-files.js';
import { compiledModule } from '../package-root.js';
import type { Rotation } from '../scenario/rotation.js';
import type { Writer } from './writer.js';

/** A writer as the harness sees it: what it promises, and the command whose processes speak the command protocol. */
export interface WriterProgram {
  readonly name: string;
  readonly rotations: readonly Rotation['kind'][];
  readonly guarantees: readonly string[];
  readonly guaranteesAlone: readonly string[];
  readonly numbering?: Numbering;
  readonly command: readonly string[];
  /** The words that name it in a command line, where its name does not: `--writer ./my-logger.mjs`, or a command behind `--`. */
  readonly namedBy?: readonly string[];
  /** What it is made of, for instance { winston: '3.19.0' }. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Why it can't be started on this machine, if so. */
  readonly unavailable?: string;
}

/** The program that runs a writer which is a compiled module, each process in a host of its own. */
export function programOf(
  writer: Pick<Writer, 'name' | 'rotations' | 'guarantees' | 'guaranteesAlone' | 'numbering'>,
  module: string,
): WriterProgram {
  return {
    name: writer.name,
    rotations: writer.rotations,
    guarantees: writer.guarantees ?? [],
    guaranteesAlone: writer.guaranteesAlone ?? [],
    ...(writer.numbering !== undefined && { numbering: writer.numbering }),
    command: [process.execPath, compiledModule('processes/host/host.js'), module],
  };
}
