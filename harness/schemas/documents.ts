import * as v from 'valibot';
import { keptSchema } from '../counterexample/file.js';
import { rowSchema } from '../matrix/row-schema.js';
import { matrixShardSchema } from '../matrix/shard-schema.js';
import { concurrencies } from '../scenario/concurrency.js';
import { rotationKindsSchema } from '../scenario/rotation.js';
import { scenarioSchema } from '../scenario/scenario.js';
import { sizesSchema } from '../scenario/sizes.js';
import { count } from '../scenario/count.js';
import { faultKindSchema } from '../schedule/fault.js';
import { scheduleSchema } from '../schedule/schedule.js';
import { frameSchema } from '../stacks/frame.js';
import { exploredSchema } from '../search/explored-schema.js';
import { shardSchema } from '../search/shard-schema.js';

const version = v.literal(1);
const texts = v.array(v.string());
const versions = v.record(v.string(), v.string());
const violation = v.strictObject({
  message: v.string(),
  steps: v.array(
    v.strictObject({
      number: count,
      process: count,
      child: v.exactOptional(count),
      step: v.string(),
      destroys: v.exactOptional(v.boolean()),
      stack: v.exactOptional(v.array(frameSchema)),
    }),
  ),
});
const reproduced = v.pipe(v.string(), v.regex(/^\d+\/\d+$/));

/** Where it could not be kept, a problem says why. */
const found = v.strictObject({
  scenario: scenarioSchema,
  schedule: scheduleSchema,
  violation,
  reproduced,
  notShrunkToTheEnd: v.exactOptional(v.literal(true)),
  file: v.exactOptional(v.string()),
  problem: v.exactOptional(v.string()),
});
const verdict = {
  name: v.string(),
  concurrency: v.picklist(concurrencies),
  promised: v.boolean(),
  asked: v.boolean(),
  explored: exploredSchema,
};
const check = v.strictObject({
  version,
  writer: v.string(),
  versions,
  seed: count,
  sizes: v.exactOptional(sizesSchema),
  /** Where it is a part of a check that was divided. */
  shard: v.exactOptional(shardSchema),
  claims: v.array(
    v.variant('verdict', [
      v.strictObject({ ...verdict, verdict: v.literal('held') }),
      v.strictObject({
        ...verdict,
        verdict: v.literal('violated'),
        counterexample: found,
        counterexamples: v.array(found),
      }),
      v.strictObject({ ...verdict, verdict: v.literal('unknown'), reason: v.string() }),
    ]),
  ),
});

const run = v.strictObject({
  version,
  writer: v.string(),
  versions,
  processes: count,
  records: count,
  runs: v.array(
    v.strictObject({
      lost: count,
      torn: count,
      duplicated: count,
      unexpected: count,
      errors: count,
      /** Process, first and last sequence. */
      missing: v.array(v.strictTuple([count, count, count])),
      milliseconds: v.number(),
      schedule: v.exactOptional(scheduleSchema),
    }),
  ),
  runsWithLoss: count,
});

const replay = v.strictObject({
  version,
  file: v.string(),
  writer: v.string(),
  claim: v.string(),
  violated: v.boolean(),
  reproduced,
  outcome: v.variant('kind', [
    v.strictObject({ kind: v.picklist(['completed', 'deadlock', 'livelock', 'step-limit']) }),
    v.strictObject({ kind: v.literal('uncontrolled'), process: count, reason: v.string() }),
  ]),
  violation: v.exactOptional(violation),
  unused: texts,
});

const list = v.strictObject({
  version,
  writers: v.array(
    v.strictObject({
      name: v.string(),
      rotations: rotationKindsSchema,
      guarantees: texts,
      guaranteesAlone: texts,
      versions: v.exactOptional(versions),
      unavailable: v.exactOptional(v.string()),
    }),
  ),
  claims: v.array(v.strictObject({ name: v.string(), holdsWhen: v.string(), faults: v.array(faultKindSchema) })),
});

/** The documents that others read, by the names of their schemas in the package: `<name>.json` in this folder is made of each. */
export const documents: Readonly<Record<string, v.GenericSchema>> = {
  check: v.pipe(check, v.description('What logtorture check --json prints.')),
  counterexample: v.pipe(keptSchema, v.description('A file that keeps a counterexample. Other keys in it are kept.')),
  list: v.pipe(list, v.description('What logtorture list --json prints.')),
  matrix: v.pipe(
    v.strictObject({ version, rows: v.array(rowSchema), shard: v.exactOptional(matrixShardSchema) }),
    v.description('What logtorture matrix --json prints.'),
  ),
  replay: v.pipe(replay, v.description('What logtorture replay --json prints.')),
  run: v.pipe(run, v.description('What logtorture run --json prints.')),
};
