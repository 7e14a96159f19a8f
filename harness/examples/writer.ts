import { execaSync } from 'execa';
import { newDirectory } from '../processes/directory.js';
import { isSeveral } from '../scenario/program-scenario.js';
import { programWriter } from '../writers/program-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Example } from './example.js';

/**
 * An example as a writer. What has to be compiled is compiled now, into a directory that goes when this process ends.
 * @throws {Error} where that fails.
 */
export function writerOf({ name, program, build, copies, lines, forks }: Example): WriterProgram {
  const asIs = build === undefined ? program : { ...program, command: built(build, program.command) };
  const sizes = { ...(copies !== undefined && { processes: copies }), ...(lines !== undefined && { records: lines }) };
  return { ...programWriter(asIs, { sizes, ...(forks === true && { forks }) }), name };
}

/** Whether only one process of it writes a log. */
export function isAlone({ program: asIs, copies, forks }: Example): boolean {
  return copies?.max === 1 && !isSeveral({ asIs, forks });
}

function built(build: readonly string[], command: readonly string[]): readonly string[] {
  const { path } = newDirectory();
  const [compiler = '', ...args] = build.map((word) => word.replaceAll('{built}', path));
  execaSync(compiler, args);
  return command.map((word) => word.replaceAll('{built}', path));
}
