import { Command } from 'commander';
import { readCounterexample, writeCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { newDirectory } from '../processes/directory.js';
import { replayedInWords } from '../report/replayed.js';
import { asReplayed, replayCounterexample, type Replayed } from '../search/replay.js';
import { writerNamed } from '../writers/index.js';
import { namedWriter, writerOfCommand, type GivenWriter } from './given-writer.js';
import { assertStepsCanBeHeld } from './held-steps.js';
import { wholeNumber } from './options.js';
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
    .action(async (file: string, command: string[], options: ReplayOptions) => {
      const { counterexample, writer } = await asUsage(() => read(file, command, options));
      const { program, again } = writer;
      const replayed = await asUsage(() =>
        replayCounterexample({ counterexample, writer: program, times: options.times }),
      );
      const where = { file, ...(again === undefined ? {} : { writer: again }) };
      const shown = asReplayed(counterexample, replayed, program);
      const isSure =
        shown?.writer === counterexample.writer && shown.reproduced === `${options.times}/${options.times}`;
      if (options.refresh === true && shown !== undefined && isSure) writeCounterexample(file, shown);
      if (options.json === true) console.log(JSON.stringify({ file, ...document(counterexample, replayed, shown) }));
      else console.log(replayedInWords(counterexample, replayed, shown, where));
      process.exitCode = statusOf(replayed);
    });
}

interface Read {
  readonly counterexample: Counterexample;
  readonly writer: GivenWriter;
}

async function read(file: string, command: readonly string[], { writer: name }: ReplayOptions): Promise<Read> {
  const counterexample = readCounterexample(file);
  const writer = await writerOf(counterexample, command, name);
  const { kind } = counterexample.scenario.rotation;
  if (!writer.program.rotations.includes(kind)) {
    throw new Error(`${writer.program.name} can't be run with ${file}: it does not know its rotation, ${kind}.`);
  }
  assertStepsCanBeHeld();
  newDirectory().remove();
  return { counterexample, writer };
}

async function writerOf({ writer }: Counterexample, command: readonly string[], name?: string): Promise<GivenWriter> {
  if (command.length > 0) return writerOfCommand(command);
  if (name !== undefined) return namedWriter(name);
  if (writerNamed(writer) !== undefined) return namedWriter(writer);
  throw new Error(
    `The writer ${writer} does not come with logtorture: name it again, with --writer and its module's path or as a command behind --.`,
  );
}

/** 0 where the claim held each time, 1 where it is still broken, 3 where nobody knows. */
function statusOf({ violated, execution }: Replayed): number {
  if (violated) return 1;
  return execution.outcome.kind === 'completed' ? 0 : 3;
}

function document({ claim }: Counterexample, replayed: Replayed, shown: Counterexample | undefined): object {
  const { violated, execution, reproduced, unused } = replayed;
  const violation = shown === undefined ? {} : { violation: shown.violation };
  return { writer: execution.writer, claim, violated, reproduced, outcome: execution.outcome, ...violation, unused };
}
