import * as v from 'valibot';
import { logrotateModes, scenarioSchema } from '../scenario/scenario.js';
import { count } from '../scenario/count.js';
import { faultKindSchema } from '../schedule/fault.js';
import { scheduleSchema } from '../schedule/schedule.js';
import { ticksAtPlaces } from '../schedulers/one-more.js';
import type { Judged } from './claim-tracker.js';
import { drawnSchema } from './explored-schema.js';
import type { Reach } from './reach.js';
import type { PlannedTask } from './search-plan.js';
import type { Searched } from './task.js';

/** What came of one task of a search, as plain data: from all of them follows what the search says. */
export type TaskRecord = Judged & { readonly index: number; readonly searched: Searched };

/** What is told of a task that was carried out. */
export function recordOf(planned: PlannedTask, searched: Searched): TaskRecord {
  const { index, condition } = planned;
  if (planned.kind === 'drawn') return { index, kind: 'drawn', condition, searched };
  const { scenario, bounds } = planned.scope;
  return { index, kind: 'systematic', condition, scope: { scenario, bounds }, searched };
}

const text = v.string();

const reachSchema: v.GenericSchema<unknown, Reach> = v.strictObject({
  executions: count,
  judged: count,
  acknowledged: count,
  rotated: count,
  overlapped: count,
  rotatedWhileOverlapping: count,
  faulted: count,
  incomplete: v.record(text, count),
  whyIncomplete: v.record(text, text),
  refusal: v.exactOptional(text),
  elsewhere: v.exactOptional(text),
  removed: v.exactOptional(v.strictObject({ executions: count, file: text })),
  packedWith: v.exactOptional(text),
});

const searchedSchema: v.GenericSchema<unknown, Searched> = v.strictObject({
  executions: count,
  reaches: v.record(text, reachSchema),
  failures: v.array(
    v.strictObject({
      claim: text,
      scenario: scenarioSchema,
      schedule: scheduleSchema,
      number: count,
      distinction: v.exactOptional(text),
    }),
  ),
  skipped: count,
  exhausted: v.boolean(),
  brokenOff: v.exactOptional(text),
  leftOutBytes: v.exactOptional(count),
  drawn: drawnSchema,
});

const about = {
  index: count,
  condition: v.strictObject({
    backups: v.picklist(['ample', 'few']),
    faults: v.array(faultKindSchema),
    mode: v.exactOptional(count),
    logrotate: v.exactOptional(v.picklist(logrotateModes)),
  }),
  searched: searchedSchema,
};

/** As a document holds it. */
export const taskRecordSchema: v.GenericSchema<unknown, TaskRecord> = v.variant('kind', [
  v.strictObject({ ...about, kind: v.literal('drawn') }),
  v.strictObject({
    ...about,
    kind: v.literal('systematic'),
    scope: v.strictObject({
      scenario: scenarioSchema,
      bounds: v.strictObject({
        preemptions: count,
        ticks: count,
        periodMs: v.exactOptional(count),
        ticksAt: v.exactOptional(v.picklist(ticksAtPlaces)),
        toNext: v.exactOptional(v.boolean()),
        faults: v.exactOptional(v.array(faultKindSchema)),
      }),
    }),
  }),
]);
