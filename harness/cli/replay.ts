import { stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { invariantNamed } from '../claims/index.js';
import { readCounterexample, writeCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { conclusionInWords, replayedInWords } from '../report/replayed.js';
import { replayCommand as lineOf, shellWord } from '../report/replay-command.js';
import { reproducedInWords } from '../report/counterexample.js';
import { kept } from '../report/kept.js';
import { asReplayed } from '../search/counterexample-of.js';
import { replayCounterexample } from '../search/replay-counterexample.js';
import type { Replayed } from '../search/replay.js';
import { openSearchThread } from '../search/threads.js';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { programWriter } from '../writers/program-writer.js';
import { writerNamed } from '../writers/index.js';
import { toldAtStart, type Telling } from '../writers/told-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { forInstance, wholeNumber } from './options.js';
import { linesOption, withOthers } from './program-options.js';
import { asUsage } from './usage-error.js';
import { drawn, pageOption, writeAndSay, type PageOption, type Placed } from './page.js';
import { filesOption, named, numberingOption, type FileNames } from './file-names.js';

interface ReplayOptions extends FileNames, PageOption, Telling {
  readonly times: number;
  readonly writer?: string;
  readonly refresh?: true;
  readonly json?: true;
}

export function replayCommand(): Command {
  return withOthers(new Command('replay'))
    .argument('<file>', 'the file that keeps it')
    .argument('[command...]', 'behind --, the writer where it is a command')
    .option('--writer <name>', "the writer's name or its module's path (default: the one that the file names)")
    .addOption(filesOption())
    .addOption(numberingOption())
    .addOption(linesOption())
    .option('--times <n>', 'how often', wholeNumber(1, 1000), 3)
    .option('--refresh', 'write down in the file what it shows now, if it breaks its claim each time')
    .addOption(pageOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', forInstance('replay .logtorture/no-record-lost/size.json'))
    .action(async (file: string, command: string[], options: ReplayOptions) => {
      const { counterexample, writer } = await asUsage(() => read(file, command, options));
      const replayed = await asUsage(() => replayCounterexample({ counterexample, writer, times: options.times }));
      const where = { file, replay: lineOf(file, writer.namedBy) };
      const shown = asReplayed(counterexample, replayed, writer);
      const isSure = shown?.writer === counterexample.writer && shown.reproduced.broken === options.times;
      if (options.refresh === true && shown !== undefined && isSure) writeCounterexample(file, kept(shown));
      if (options.json === true)
        console.log(JSON.stringify({ version: 1, file, ...document(counterexample, replayed, shown) }));
      else console.log(replayedInWords(counterexample, replayed, shown, where));
      if (options.html !== undefined) {
        const about = [conclusionInWords(counterexample, replayed)];
        await writeReplayed(options.html, {
          about,
          writer,
          ...(shown !== undefined && { placed: { counterexample: shown, where } }),
        });
      }
      process.exitCode = statusOf(replayed);
    });
}

interface ReplayPage {
  readonly about: readonly string[];
  readonly writer: WriterProgram;
  /** The counterexample, where it is still one. */
  readonly placed?: Placed;
}

async function writeReplayed(file: string, { about, writer, placed }: ReplayPage): Promise<void> {
  const thread = await openSearchThread();
  try {
    const drawings = placed === undefined ? [] : await drawn([placed], { thread, writer });
    const counterexamples = drawings.map(({ shown }) => shown);
    writeAndSay(file, {
      title: `${writer.name}, run again`,
      about: about.map(stripVTControlCharacters),
      verdicts: [],
      counterexamples,
    });
  } finally {
    await thread.close();
  }
}

interface Read {
  readonly counterexample: Counterexample;
  readonly writer: WriterProgram;
}

async function read(
  file: string,
  command: readonly string[],
  { writer: name, lines = false, with: others, ...names }: ReplayOptions,
): Promise<Read> {
  const counterexample = readCounterexample(file);
  assertCanBeJudged(counterexample, file);
  const found = await writerOf(counterexample, command, name);
  const { beside } = found.beside === undefined ? counterexample : {};
  const telling = {
    lines,
    ...((beside?.length ?? 0) > 0 || others !== undefined ? { with: others ?? beside ?? [] } : {}),
  };
  const writer = named(toldAtStart(found, telling), names);
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

async function writerOf(
  { writer, program, scenario }: Counterexample,
  command: readonly string[],
  name?: string,
): Promise<WriterProgram> {
  if (program !== undefined) {
    if (command.length === 0 && name === undefined) return programWriter(program, { forks: scenario.several === true });
    throw new Error('The file holds the program that it is about, which is run as it stands there: name no other one.');
  }
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
