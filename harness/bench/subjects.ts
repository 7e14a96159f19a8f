import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerNamed } from '../writers/index.js';

/** The scenario whose speed is stated: two processes that write two records each, and rotate. */
export const small: Scenario = {
  processes: 2,
  records: 2,
  recordBytes: [50],
  rotation: { kind: 'size', maxBytes: 100, backups: 4 },
};

/** @throws {Error} when it is not there or can't be started. */
export function writerFor(name: string): WriterProgram {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  if (writer.unavailable !== undefined) throw new Error(`The writer ${name} is unavailable: ${writer.unavailable}`);
  return writer;
}
