import * as v from 'valibot';
import { scenarioSchema } from '../scenario/scenario.js';
import { count } from '../scenario/count.js';
import { faultKindSchema } from '../schedule/fault.js';
import type { Budget, Drawn, Explored } from './verdict.js';

const counts = v.record(v.string(), count);

export const budgetSchema: v.GenericSchema<unknown, Budget> = v.strictObject({
  executions: v.exactOptional(count),
  seconds: v.exactOptional(count),
});

export const drawnSchema: v.GenericSchema<unknown, Drawn> = v.strictObject({
  executed: count,
  by: counts,
  mostProcesses: count,
  mostRecords: count,
  pctBound: v.exactOptional(v.strictObject({ processes: count, steps: count, depth: v.literal(2) })),
});

/** As it is kept and printed. */
export const exploredSchema: v.GenericSchema<unknown, Explored> = v.strictObject({
  executions: count,
  judged: count,
  rotated: count,
  overlapped: count,
  rotatedWhileOverlapping: count,
  faulted: count,
  incomplete: counts,
  elsewhere: v.exactOptional(v.string()),
  removed: v.exactOptional(v.strictObject({ executions: count, file: v.string() })),
  systematic: v.array(
    v.strictObject({
      scenario: scenarioSchema,
      preemptions: count,
      ticks: count,
      ticksAtWrites: v.exactOptional(v.boolean()),
      toNext: v.exactOptional(v.boolean()),
      faults: v.exactOptional(v.array(faultKindSchema)),
      executed: count,
      skipped: count,
      exhausted: v.boolean(),
    }),
  ),
  drawn: drawnSchema,
  firstFailure: v.exactOptional(count),
  leftOutBytes: v.exactOptional(count),
  milliseconds: count,
});
