import type { Told } from '../report/verdicts.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { plainBugsTold } from '../search/both-ways.js';
import type { Found, SearchRequest } from '../search/request.js';
import type { Shard } from '../search/lanes.js';
import type { TaskRecord } from '../search/task-record.js';
import type { SearchThread } from '../search/threads.js';
import type { ClaimVerdict, SearchProgress, SearchResult } from '../search/verdict.js';
import { steadyMs } from '../limits.js';
import { leftAlone, shareAlone, shareOfAll, shareTogether, type Share, type Timetable } from './budget.js';
import type { CheckRequest } from './check-options.js';
import type { Part } from './promises.js';

export type Search = (request: SearchRequest) => Promise<SearchResult>;

/** What a search goes on with, and who is told how. */
export interface Means {
  readonly threads: readonly SearchThread[];
  readonly timetable: Timetable;
  /** Whether the first counterexample to what the writer is held to ends everything. */
  readonly bail: boolean;
  /** Which part of the search is carried out, where it is divided. */
  readonly shard?: Shard;
  readonly onTask: (record: TaskRecord, concurrency: Concurrency) => void;
  readonly onProgress: (progress: SearchProgress) => void;
  readonly onFound: (found: Found, concurrency: Concurrency) => void;
}

/**
 * Searches small scenarios of one process alone, then several together, then what is drawn for one alone: so that a race
 * never hides what one process alone loses, and is yet shown soon. All share one budget.
 */
export async function searchParts(search: Search, request: CheckRequest, means: Means): Promise<Told[]> {
  const { parts } = request;
  const { timetable, bail } = means;
  const found = new Map<Concurrency, readonly ClaimVerdict[]>();
  const searchOne = async (part: Part, share: Share, beforeDrawing?: SearchRequest['beforeDrawing']): Promise<void> => {
    const result = await search({
      ...requestFor(part, request, means),
      ...share,
      ...(beforeDrawing && { beforeDrawing }),
    });
    found.set(part.concurrency, result.claims);
  };
  const isDone = (): boolean =>
    bail &&
    parts.some(({ concurrency, asked }) =>
      found.get(concurrency)?.some(({ name, verdict }) => asked.has(name) && verdict === 'violated'),
    );
  const [first, second] = parts;
  if (first === undefined) return [];
  if (second === undefined) await searchOne(first, shareOfAll(timetable, steadyMs()));
  else {
    await searchOne(first, shareAlone(timetable, steadyMs()), async () => {
      await searchOne(second, shareTogether(timetable, steadyMs(), false));
      return isDone() ? undefined : leftAlone(timetable, steadyMs());
    });
    if (!found.has(second.concurrency) && !isDone())
      await searchOne(second, shareTogether(timetable, steadyMs(), true));
  }
  return toldOf(parts, found);
}

function requestFor(
  { concurrency, claims, asked }: Part,
  { writer, seed }: CheckRequest,
  { threads, bail, shard, onTask, onProgress, onFound }: Means,
): Omit<SearchRequest, keyof Share | 'beforeDrawing'> {
  return {
    writer,
    claims,
    seed,
    concurrency,
    threads,
    ...(shard !== undefined && { shard }),
    onTask: (record) => onTask(record, concurrency),
    ...(bail ? { bailOn: [...asked] } : { several: [...asked] }),
    onProgress: (at) => onProgress({ ...at, doing: `${concurrency}: ${at.doing}` }),
    onFound: (each) => onFound(each, concurrency),
  };
}

/** What is said of each claim, alone and together. */
export function toldOf(parts: CheckRequest['parts'], found: ReadonlyMap<Concurrency, readonly ClaimVerdict[]>): Told[] {
  const names = new Set(parts.flatMap(({ claims }) => claims));
  return [...names].flatMap((name) => {
    const on = (concurrency: Concurrency): Partial<Record<Concurrency, ClaimVerdict>> => {
      const verdict = found.get(concurrency)?.find((each) => each.name === name);
      return verdict === undefined ? {} : { [concurrency]: verdict };
    };
    const both = plainBugsTold({ ...on('alone'), ...on('together') });
    return parts.flatMap(({ concurrency, promised, asked }) => {
      const verdict = both[concurrency];
      return verdict === undefined
        ? []
        : [{ concurrency, verdict, promised: promised.has(name), asked: asked.has(name) }];
    });
  });
}
