import { Command } from 'commander';
import { openRemoteControl } from '../control/remote.js';
import type { Execution } from '../execution/execution.js';
import { traceOf } from '../execution/events.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import { mistakesIn } from '../report/mistakes.js';
import type { Rotation } from '../scenario/rotation.js';
import type { SearchThread } from '../search/threads.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { counted, errorMessage } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Called } from './commands.js';
import { filesOption } from './file-names.js';
import { assertGiven, toldWriter } from './given-writer.js';
import { forInstance } from './options.js';
import { isAboutProgram, linesOption, programOf, withPrograms, type ProgramOptions } from './program-options.js';
import { validateProgram } from './validate-program.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { asUsage } from './usage-error.js';

export function validateCommand({ behind, asIs }: Called): Command {
  return withPrograms(new Command('validate').addOption(linesOption()), asIs)
    .argument('[writer...]', "a writer's name or its module's path; or behind --, a command")
    .addOption(asIs ? filesOption() : filesOption().hideHelp())
    .addHelpText('after', forInstance('validate -- python3 my_logger.py', 'validate --as-is -- python3 app.py'))
    .action(async (words: string[], options: ProgramOptions) => {
      if (await asUsage(() => isAboutProgram(options))) {
        const program = await asUsage(() => {
          assertDirectoriesCanBeMade();
          assertStepsCanBeHeld();
          return programOf({ words, behind }, options);
        });
        process.exitCode = await validateProgram(program);
        return;
      }
      const writer = await asUsage(() => {
        assertGiven({ words, behind });
        assertDirectoriesCanBeMade();
        assertStepsCanBeHeld();
        return toldWriter({ words, behind }, options);
      });
      process.exitCode = await validate(writer);
    });
}

/** Gives the exit status. */
async function validate(writer: WriterProgram): Promise<number> {
  let execution: Execution;
  try {
    execution = await runUndisturbed(writer);
  } catch (error) {
    if (isInterrupted()) throw error;
    // It could not be started, or did not come to read its first order.
    console.log(`${errorMessage(error)}\n\n${whatIsAsked(writer)}`);
    return 1;
  }
  const mistakes = mistakesIn(execution);
  if (mistakes.length === 0) {
    const steps = counted(traceOf(execution).length, 'step');
    console.log(`${writer.name} is a writer: one process answered all its records and closed its log, in ${steps}.`);
    return 0;
  }
  console.log([...mistakes, '', whatIsAsked(writer)].join('\n'));
  return 1;
}

const protocol = `A command is a writer when each of its processes, for each line of JSON that it reads,
  {"file", "rotation", "process", "records": ["…", …]},
appends the records in turn to the file and prints, flushed at once and nothing else on standard output,
  ok <index>  or  fail <index> <message>  for each, counted from 0
  closed      when the log is closed
before it reads the next line; the end of its input ends it.`;

const protocolOfLines = `With --lines, a command is a writer when each of its processes appends the lines of its standard input to the file
that {file} stands for in its words, or LOGTORTURE_FILE in its environment, and ends with exit status 0. For each record
in turn it may print ok or fail <message>, flushed at once and nothing else on standard output; those that it says
nothing about are acknowledged by its exit status.`;

const interfaceOfModules = `A module is a writer when its default export is { name, rotations, guarantees?, open }. open({ file, rotation, process })
gives { append(record), close() }, both of which may return a promise: append throws when a record can't be written, and
what was acknowledged stands in the file once it is closed.`;

function whatIsAsked({ namedBy = [], lines }: WriterProgram): string {
  if (lines === true) return protocolOfLines;
  return namedBy.includes('--') ? protocol : interfaceOfModules;
}

/**
 * One execution of one process with two records.
 * @throws {Error} that says why the writer's processes can't be started.
 */
async function runUndisturbed(writer: WriterProgram): Promise<Execution> {
  const remote = await openRemoteControl({ writer, processes: 1 });
  try {
    const { execution } = await remote.run(scenarioFor(writer), { kind: 'schedule', schedule: undisturbedSchedule });
    return execution;
  } finally {
    await remote.close();
  }
}

function scenarioFor({ rotations: [kind = 'none'] }: WriterProgram): Scenario {
  return { processes: 1, records: 2, recordBytes: [50], rotation: rotationOf(kind) };
}

function rotationOf(kind: Rotation['kind']): Rotation {
  switch (kind) {
    case 'none':
      return { kind };
    case 'size':
      return { kind, maxBytes: 1000, backups: 10 };
    case 'time':
      return { kind, periodMs: 1000, backups: 10 };
  }
}

/**
 * Runs a writer once before a search, which could judge nothing if processes of it can't be controlled; those of the thread
 * are there for the search then.
 * @throws {Error} one sentence that says why they can't.
 */
export async function assertControlled(
  writer: WriterProgram,
  [thread]: readonly SearchThread[],
  endMs: number,
): Promise<void> {
  if (thread === undefined) throw new Error('There is no thread to run it in.');
  const task = { kind: 'run', scenario: scenarioFor(writer), schedule: undisturbedSchedule } as const;
  const result = await thread.ask({ writer, endMs, task });
  if (result.kind === 'late')
    throw new Error(
      `${writer.name} can't be checked: there was no time for one execution. When it was over, ${result.reason}. Give it more with --budget, or look with logtorture validate.`,
    );
  if (result.kind !== 'ran')
    throw new Error(`The thread that searches gave another answer than asked for: ${result.kind}.`);
  const { execution } = result;
  const kinds = new Set(execution.history.map(({ kind }) => kind));
  const refusesAll = kinds.has('fail') && !kinds.has('ok');
  const writesElsewhere = kinds.has('ok') && traceOf(execution).length === 0;
  if (execution.outcome.kind !== 'uncontrolled' && !refusesAll && !writesElsewhere) return;
  const [mistake = ''] = mistakesIn(execution);
  throw new Error(`${writer.name} can't be checked: ${mistake} logtorture validate says what a writer must do.`);
}
