import { ownCode } from '../counterexample/versions.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { kept } from '../report/kept.js';
import type { Told } from '../report/verdicts.js';
import type { Shard } from '../search/lanes.js';
import type { ShardDocument } from '../search/shard-schema.js';
import type { TaskRecord } from '../search/task-record.js';
import type { Budget } from '../search/verdict.js';
import { counterexamplesOf } from './check-page.js';
import type { CheckRequest } from './check-options.js';

/** What of a search is told of the tasks of each part. */
export type Tasks = ReadonlyMap<Concurrency, readonly TaskRecord[]>;

export function shardDocument(
  shard: Shard,
  { writer, parts }: CheckRequest,
  budget: Budget,
  { told, tasks }: { readonly told: readonly Told[]; readonly tasks: Tasks },
): ShardDocument {
  const { rotations, namedBy, given } = writer;
  return {
    ...shard,
    budget,
    code: ownCode(),
    writer: {
      rotations: [...rotations],
      ...(namedBy !== undefined && { namedBy: [...namedBy] }),
      ...(given !== undefined && { program: given }),
    },
    parts: parts.map(({ concurrency, claims, promised, asked }) => ({
      concurrency,
      claims: [...claims],
      promised: [...promised],
      asked: [...asked],
      tasks: [...(tasks.get(concurrency) ?? [])],
      found: told
        .filter((each) => each.concurrency === concurrency)
        .map(({ verdict }) => ({
          name: verdict.name,
          milliseconds: verdict.explored.milliseconds,
          ...(verdict.verdict === 'unknown' && { reason: verdict.reason }),
          counterexamples: counterexamplesOf(verdict).map(kept),
        })),
    })),
  };
}
