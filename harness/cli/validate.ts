import { Command } from 'commander';
import { openRemoteControl } from '../control/remote.js';
import type { Execution } from '../execution/execution.js';
import { traceOf } from '../execution/events.js';
import { mistakesIn } from '../report/mistakes.js';
import type { Rotation } from '../scenario/rotation.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { counted, errorMessage } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerOfWords } from './given-writer.js';
import { forInstance } from './options.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { asUsage } from './usage-error.js';

/** @param behind how many words of the command line stood behind `--`. */
export function validateCommand(behind: number): Command {
  return new Command('validate')
    .description('run one execution of a writer, and say what is wrong with it as a writer')
    .argument('[writer...]', "a writer's name or its module's path; or behind --, a command")
    .addHelpText('after', forInstance('validate -- python3 my_logger.py'))
    .action(async (words: string[]) => {
      const writer = await asUsage(() => {
        if (words.length === 0)
          throw new Error('Which writer? Give its name, the path of its module, or a command behind --.');
        assertDirectoriesCanBeMade();
        assertStepsCanBeHeld();
        return writerOfWords({ words, behind });
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

const interfaceOfModules = `A module is a writer when its default export is { name, rotations, guarantees?, open }. open({ file, rotation, process })
gives { append(record), close() }, both of which may return a promise: append throws when a record can't be written, and
what was acknowledged stands in the file once it is closed.`;

function whatIsAsked({ namedBy: [first] = [] }: WriterProgram): string {
  return first === '--' ? protocol : interfaceOfModules;
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
 * Runs a writer once before a search, which could judge nothing if processes of it can't be controlled.
 * @throws {Error} one sentence that says why they can't.
 */
export async function assertControlled(writer: WriterProgram): Promise<void> {
  const execution = await runUndisturbed(writer);
  const kinds = new Set(execution.history.map(({ kind }) => kind));
  const refusesAll = kinds.has('fail') && !kinds.has('ok');
  const writesElsewhere = kinds.has('ok') && traceOf(execution).length === 0;
  if (execution.outcome.kind !== 'uncontrolled' && !refusesAll && !writesElsewhere) return;
  const [mistake = ''] = mistakesIn(execution);
  throw new Error(`${writer.name} can't be checked: ${mistake} logtorture validate says what a writer must do.`);
}
