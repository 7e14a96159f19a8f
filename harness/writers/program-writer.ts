import * as v from 'valibot';
import which from 'which';
import { problemsOf } from '../problems.js';
import { asIsSchema, type AsIs } from '../scenario/as-is.js';
import { ownFiles, withOwnFiles } from '../scenario/own-files.js';
import type { Sizes } from '../scenario/sizes.js';
import { programName } from './program-name.js';
import { versionsOfCommand } from './sources.js';
import { ownPath } from './version-managers.js';
import type { WriterProgram } from './writer-program.js';

/** What is known of a program beside how it is run. */
export interface ProgramTerms {
  /** It starts processes that write lines at once: one copy of it is several processes. */
  readonly forks?: boolean;
  readonly sizes?: Sizes;
}

/** A program as it is as a writer. */
export type ProgramWriter = WriterProgram & Required<Pick<WriterProgram, 'asIs' | 'given'>>;

/**
 * A program as it is, as a writer that speaks no protocol: it promises nothing, and its lines are the records.
 * @param given its words as they are typed in the current folder.
 * @throws {Error} when there is no such program, or one line that lists every problem.
 */
export function programWriter(given: AsIs, { forks, sizes }: ProgramTerms = {}): ProgramWriter {
  const checked = v.safeParse(asIsSchema, given);
  if (!checked.success)
    throw new Error(`The program can't be run: ${problemsOf(checked.issues, 'the program').join('; ')}.`);
  const asIs = withOwnFiles(checked.output);
  const [file = '', ...args] = asIs.command;
  // What is made before each execution can't be looked for.
  const executable = file.includes('{') ? file : which.sync(file, { nothrow: true, path: ownPath() });
  if (executable === null) throw new Error(`There is no program ${file} to run as it is.`);
  const command = [executable, ...args];
  return {
    name: programName(given.command),
    rotations: ['none'],
    guarantees: [],
    guaranteesAlone: [],
    takes: [],
    command,
    asIs: { ...asIs, command },
    given: checked.output,
    versions: versionsOfCommand(['', ...ownFiles(asIs)]),
    ...(forks !== undefined && { forks }),
    ...(sizes !== undefined && { sizes }),
  };
}
