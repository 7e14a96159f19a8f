import { steadyMs } from '../limits.js';
import type { Execution } from '../execution/execution.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { replay } from '../schedulers/replay.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { bytesOf, recordsOf, type Scenario } from '../scenario/scenario.js';

/**
 * Which scenarios have so many bytes of records that this writer can't read its orders in time. A shell reads byte by byte,
 * with a call for each: what takes others a moment takes it minutes. How long a byte takes is measured before the first
 * scenario of many bytes, from executions with few bytes and with more.
 */
export interface LongOrders {
  /** @param leftMs how much time there is for everything that is still to be done. */
  readonly isTooLong: (scenario: Scenario, leftMs: number) => boolean;
  /** Takes note of a scenario in which a process was still busy when its time was over. */
  readonly tookTooLong: (scenario: Scenario) => void;
}

const fewBytes = 50;
/** What a byte takes is measured with ever more of them, until it is clear. */
const levels = [2_048, 8_192, 32_768];
/** A machine that does something else meanwhile makes so much of a difference. */
const noiseMs = 10;
/** With fewer bytes nobody takes long. */
const manyBytes = 16_384;
/** One execution may take this part of what is left, and no more than this part of the time in which a process has to settle. */
const partOfLeft = 1 / 50;
const partOfLimit = 1 / 2;

export function newLongOrders(
  limitMs: number,
  run: (scenario: Scenario, scheduler: Scheduler) => unknown,
  clockMs: () => number = steadyMs,
): LongOrders {
  let tooManyBytes = Infinity;
  const known = new Map<number, number>();
  /** The fastest of a few executions of so many bytes. */
  const measured = (rotation: Scenario['rotation'], bytes: number): number => {
    const before = known.get(bytes);
    if (before !== undefined) return before;
    const times = [1, 2].map(() => {
      const startedMs = clockMs();
      run({ processes: 1, records: 1, recordBytes: [bytes], rotation }, replay(undisturbedSchedule));
      return clockMs() - startedMs;
    });
    const fastest = Math.min(...times);
    known.set(bytes, fastest);
    return fastest;
  };
  return {
    isTooLong(scenario, leftMs) {
      const bytes = bytesIn(scenario);
      if (bytes >= tooManyBytes) return true;
      // Without a limit of time nothing is measured: the same search does the same then, on any machine.
      if (bytes <= manyBytes || leftMs === Infinity) return false;
      const { rotation } = scenario;
      const mostMs = Math.min(limitMs * partOfLimit, leftMs * partOfLeft);
      for (const level of levels) {
        const moreMs = measured(rotation, level) - measured(rotation, fewBytes);
        if (((moreMs - noiseMs) / level) * bytes > mostMs) return true;
        if ((moreMs / level) * bytes <= mostMs) return false;
      }
      return false;
    },
    tookTooLong: (scenario) => void (tooManyBytes = Math.min(tooManyBytes, bytesIn(scenario))),
  };
}

/** How many bytes of records all processes of a scenario are given. */
export function bytesIn(scenario: Scenario): number {
  let bytes = 0;
  for (let process = 0; process < scenario.processes; process++)
    for (let record = 0; record < recordsOf(scenario, process); record++) bytes += bytesOf(scenario, process, record);
  return bytes;
}

/** Whether a process was still busy with many bytes when its time was over, which most likely is for these alone. */
export function wasTooLong({ scenario, processes }: Execution): boolean {
  return processes.some(({ end }) => end.kind === 'hung') && bytesIn(scenario) > manyBytes;
}
