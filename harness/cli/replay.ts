import { Command } from 'commander';
import { invariantNamed } from '../claims/index.js';
import { readCounterexample, writeCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { replayedInWords } from '../report/replayed.js';
import { replayCommand as lineOf, shellWord } from '../report/replay-command.js';
import { reproducedInWords } from '../report/counterexample.js';
import { kept } from '../report/kept.js';
import { asReplayed } from '../search/counterexample-of.js';
import { replayCounterexample } from '../search/replay-counterexample.js';
import type { Replayed } from '../search/replay.js';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { forInstance, wholeNumber } from './options.js';
import { asUsage } from './usage-error.js';

interface ReplayOptions {
  readonly times: number;
  readonly writer?: string;
  readonly refresh?: true;
  readonly json?: true;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('run a counterexample again, in fresh processes')
    .argument('<file>', 'the file that keeps it')
    .argument('[command...]', 'behind --, the writer where it is a command')
    .option('--writer <name>', "the writer's name or its module's path (default: the one that the file names)")
    .option('--times <n>', 'how often', wholeNumber(1, 1000), 3)
    .option('--refresh', 'write down in the file what it shows now, if it breaks its claim each time')
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('replay .logtorture/no-record-lost/size.json'))
    .action(async (file: string, command: string[], options: ReplayOptions) => {
      const { counterexample, writer } = await asUsage(() => read(file, command, options));
      const replayed = await asUsage(() => replayCounterexample({ counterexample, writer, times: options.times }));
      const where = { file, replay: lineOf(file, writer.namedBy) };
      const shown = asReplayed(counterexample, replayed, writer);
      const isSure = shown?.writer === counterexample.writer && shown.reproduced.broken === options.times;
      if (options.refresh === true && shown !== undefined && isSure) writeCounterexample(file, kept(shown));
      if (options.json === true) console.log(JSON.stringify({ file, ...document(counterexample, replayed, shown) }));
      else console.log(replayedInWords(counterexample, replayed, shown, where));
      process.exitCode = statusOf(replayed);
    });
}

interface Read {
  readonly counterexample: Counterexample;
  readonly writer: WriterProgram;
}

async function read(file: string, command: readonly string[], { writer: name }: ReplayOptions): Promise<Read> {
  const counterexample = readCounterexample(file);
  assertCanBeJudged(counterexample, file);
  const writer = await writerOf(counterexample, command, name);
  const { kind } = counterexample.scenario.rotation;
  if (!writer.rotations.includes(kind)) {
    throw new Error(`${writer.name} can't be run with ${file}: it does not know its rotation, ${kind}.`);
  }
  assertStepsCanBeHeld();
  assertDirectoriesCanBeMade();
  return { counterexample, writer };
}

/** The check of a claim of one's own stands in the project that defines it. */
function assertCanBeJudged({ claim }: Counterexample, file: string): void {
  if (invariantNamed(claim) !== undefined) return;
  throw new Error(
    `The claim ${claim} does not come with logtorture, so nothing here can judge it: the test that asserts it runs the file ` +
      `again with LOGTORTURE_REPLAY=${shellWord(file)} npx vitest run <the test's file>.`,
  );
}

async function writerOf({ writer }: Counterexample, command: readonly string[], name?: string): Promise<WriterProgram> {
  if (command.length > 0) return commandWriter(command);
  if (name !== undefined) return findWriter(name);
  if (writerNamed(writer) !== undefined) return findWriter(writer);
  throw new Error(
    `The writer ${writer} does not come with logtorture: name it again, with --writer and its module's path or as a command behind --.`,
  );
}

/** 0 where the claim held each time, 1 where it is still broken, 3 where that can't be told, or not all of the schedule applied. */
function statusOf({ violation, judged, unused }: Replayed): number {
  if (violation !== undefined) return 1;
  return judged && unused.length === 0 ? 0 : 3;
}

function document({ claim }: Counterexample, replayed: Replayed, shown: Counterexample | undefined): object {
  const { execution, unused } = replayed;
  const violation = shown === undefined ? {} : { violation: kept(shown).violation };
  const reproduced = reproducedInWords(replayed);
  const violated = replayed.violation !== undefined;
  return { writer: execution.writer, claim, violated, reproduced, outcome: execution.outcome, ...violation, unused };
}
