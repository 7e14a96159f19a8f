import * as v from 'valibot';
import { allClaims } from '../claims/claim.js';
import { companies } from '../scenario/company.js';
import type { Row } from './cell.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const place = { claim: v.picklist(allClaims), company: v.picklist(companies) };

const cell = v.variant('verdict', [
  v.strictObject({
    ...place,
    verdict: v.literal('held'),
    executions: count,
    rotated: count,
    overlapped: count,
    rotatedWhileOverlapping: count,
    explored: v.string(),
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
  claims: v.array(v.picklist(allClaims)),
  keep: v.string(),
  versions: v.record(v.string(), v.string()),
});

export const rowSchema: v.GenericSchema<unknown, Row> = v.strictObject({
  writer: v.string(),
  asked,
  seconds: v.number(),
  cells: v.array(cell),
});
