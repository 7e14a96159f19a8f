import { setImmediate } from 'node:timers/promises';
import type { Counterexample } from '../counterexample/counterexample.js';
import { recordedCounterexamples } from '../property/recorded.js';
import { textTable } from '../report/table.js';
import { replay } from '../schedulers/replay.js';
import { openRunner } from '../search/runner.js';
import { violationOf } from '../search/judging.js';
import { writerNamed } from '../writers/index.js';
import { runsOr } from './runs.js';
import { lengthened } from '../limits.js';

/** How often each recorded counterexample comes again in fresh processes. `LOGTORTURE_RUNS` says how often it is tried. */
export async function benchReplays(): Promise<void> {
  const times = runsOr(100);
  const rows: string[][] = [];
  for (const { file, counterexample } of recordedCounterexamples('properties/counterexamples')) {
    rows.push([file, await cameAgain(counterexample, times)]);
  }
  console.log('Recorded counterexamples that came again, with the same violation, in processes started anew:');
  console.log(textTable(['file', 'came again'], [...rows, ['wanted', `${times}/${times}`]]));
}

async function cameAgain({ claim, writer: name, scenario, schedule, violation }: Counterexample, times: number) {
  const writer = writerNamed(name);
  if (writer === undefined || writer.unavailable !== undefined) return 'the writer is not there';
  const runner = openRunner(writer, lengthened(10_000));
  let again = 0;
  for (let time = 0; time < times; time++) {
    // An execution blocks this thread, so it hears of signals here.
    await setImmediate();
    const execution = runner.runAnew(scenario, replay(schedule));
    if (violationOf(claim, execution)?.message === violation.message) again += 1;
  }
  runner.close();
  return `${again}/${times}`;
}
