import * as v from 'valibot';
import { sharedEntries, type SharedTerms } from '../search/shard-schema.js';
import { count } from '../scenario/count.js';

/** Which part of a matrix was searched: every so many-th of these writers. */
export interface MatrixShard extends SharedTerms {
  readonly writers: readonly string[];
  readonly claims: readonly string[];
  readonly seed: number;
}

/** As a document holds it. */
export const matrixShardSchema: v.GenericSchema<unknown, MatrixShard> = v.strictObject({
  ...sharedEntries,
  writers: v.array(v.string()),
  claims: v.array(v.string()),
  seed: count,
});
