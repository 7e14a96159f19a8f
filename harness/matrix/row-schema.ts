import * as v from 'valibot';
import { claims } from '../claims/index.js';
import { scenarioSchema } from '../scenario/scenario.js';
import { concurrencies } from '../scenario/concurrency.js';
import type { Row } from './cell.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const place = { claim: v.picklist(claims), concurrency: v.picklist(concurrencies) };

const faultKinds = v.picklist(['kill', 'error', 'short-write', 'no-space', 'clock']);
const counts = v.record(v.string(), count);

const explored = v.strictObject({
  executions: count,
  judged: count,
  rotated: count,
  overlapped: count,
  rotatedWhileOverlapping: count,
  faulted: count,
  incomplete: counts,
  systematic: v.array(
    v.strictObject({
      scenario: scenarioSchema,
      preemptions: count,
      ticks: count,
      ticksAtWrites: v.exactOptional(v.boolean()),
      toNext: v.exactOptional(v.boolean()),
      faults: v.exactOptional(v.array(faultKinds)),
      executed: count,
      skipped: count,
      exhausted: v.boolean(),
    }),
  ),
  drawn: v.strictObject({
    executed: count,
    by: counts,
    mostProcesses: count,
    mostRecords: count,
    pctBound: v.exactOptional(v.strictObject({ processes: count, steps: count, depth: v.literal(2) })),
  }),
  firstFailure: v.exactOptional(count),
  milliseconds: count,
});

const cell = v.variant('verdict', [
  v.strictObject({
    ...place,
    verdict: v.literal('held'),
    explored,
  }),
  v.strictObject({
    ...place,
    verdict: v.literal('violated'),
    size: v.strictObject({ processes: count, records: count, preemptions: count, faults: count }),
    message: v.string(),
    file: v.exactOptional(v.string()),
  }),
  v.strictObject({ ...place, verdict: v.literal('unknown'), executions: count, reason: v.string() }),
]);

const asked = v.strictObject({
  seed: count,
  budget: v.strictObject({ executions: v.exactOptional(count), seconds: v.exactOptional(count) }),
  claims: v.array(v.picklist(claims)),
  keep: v.string(),
  versions: v.record(v.string(), v.string()),
});

export const rowSchema: v.GenericSchema<unknown, Row> = v.strictObject({
  writer: v.string(),
  asked,
  seconds: v.number(),
  cells: v.array(cell),
});
