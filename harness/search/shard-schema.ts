import * as v from 'valibot';
import { keptSchema, type KeptCounterexample } from '../counterexample/file.js';
import { asIsSchema, type AsIs } from '../scenario/as-is.js';
import { concurrencies, type Concurrency } from '../scenario/concurrency.js';
import { rotationKindsSchema, type Rotation } from '../scenario/rotation.js';
import { count } from '../scenario/count.js';
import { budgetSchema } from './explored-schema.js';
import type { Shard } from './lanes.js';
import { taskRecordSchema, type TaskRecord } from './task-record.js';
import type { Budget } from './verdict.js';

/** What a part of any search tells of itself, so that all parts can be joined. */
export interface SharedTerms extends Shard {
  readonly budget: Budget;
  /** Tells apart what logtorture's code holds where its version is the same. */
  readonly code: string;
}

/** What a part of a check tells. */
export interface ShardDocument extends SharedTerms {
  readonly writer: {
    readonly rotations: readonly Rotation['kind'][];
    readonly namedBy?: readonly string[];
    /** Where it is a program as it is. */
    readonly program?: AsIs;
  };
  readonly parts: readonly {
    readonly concurrency: Concurrency;
    readonly claims: readonly string[];
    readonly promised: readonly string[];
    readonly asked: readonly string[];
    readonly tasks: readonly TaskRecord[];
    readonly found: readonly {
      readonly name: string;
      readonly milliseconds: number;
      /** Why nothing more can be said of it, where that is so. */
      readonly reason?: string;
      readonly counterexamples: readonly KeptCounterexample[];
    }[];
  }[];
}

const texts = v.array(v.string());

export const sharedEntries: {
  readonly [Key in keyof SharedTerms]: v.GenericSchema<unknown, SharedTerms[Key]>;
} = { index: count, count, budget: budgetSchema, code: v.string() };

/** As a document holds it. */
export const shardSchema: v.GenericSchema<unknown, ShardDocument> = v.strictObject({
  ...sharedEntries,
  writer: v.strictObject({
    rotations: rotationKindsSchema,
    namedBy: v.exactOptional(texts),
    program: v.exactOptional(asIsSchema),
  }),
  parts: v.array(
    v.strictObject({
      concurrency: v.picklist(concurrencies),
      claims: texts,
      promised: texts,
      asked: texts,
      tasks: v.array(taskRecordSchema),
      found: v.array(
        v.strictObject({
          name: v.string(),
          milliseconds: count,
          reason: v.exactOptional(v.string()),
          counterexamples: v.array(keptSchema),
        }),
      ),
    }),
  ),
});
