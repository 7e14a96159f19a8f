import * as v from 'valibot';
import { claims } from '../claims/index.js';
import { concurrencies } from '../scenario/concurrency.js';
import { count } from '../scenario/count.js';
import { budgetSchema, exploredSchema } from '../search/explored-schema.js';
import type { Row } from './cell.js';

const place = { claim: v.picklist(claims), concurrency: v.picklist(concurrencies) };

const cell = v.variant('verdict', [
  v.strictObject({
    ...place,
    verdict: v.literal('held'),
    explored: exploredSchema,
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
  budget: budgetSchema,
  claims: v.array(v.picklist(claims)),
  keep: v.string(),
  versions: v.record(v.string(), v.string()),
  code: v.exactOptional(v.string()),
});

export const rowSchema: v.GenericSchema<unknown, Row> = v.strictObject({
  writer: v.string(),
  asked,
  seconds: v.number(),
  cells: v.array(cell),
});
