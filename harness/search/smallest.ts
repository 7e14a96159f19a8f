import type { Counterexample } from '../counterexample/counterexample.js';
import type { Allowance, Task, TaskResult, ToldFailure } from './task.js';

/** Has a thread carry out a task. */
export type Ask = (task: Task) => Promise<TaskResult>;

/** What is to become of a failure. */
export interface Shrinking {
  readonly failing: ToldFailure;
  /** Whether it is explained, once it is as small as it can be. */
  readonly explained: boolean;
  /** Draws what else is tried. */
  readonly seed: number;
  /** What this may cost, but for seeing it again; default: whatever it takes. */
  readonly limits?: Allowance;
  /** Ways to break the claim that are known: what turns out to be one of them is not shrunk any further. */
  readonly known?: readonly string[];
}

/** The smallest counterexample that was reached. */
interface Smallest {
  readonly kind: 'smallest';
  readonly counterexample: Counterexample;
  /** In which way the claim is broken. */
  readonly distinction: string;
  readonly executions: number;
}

type Otherwise = Extract<TaskResult, { kind: 'doubtful' | 'known' | 'late' }>;

/**
 * Makes a failure as small as it can be, sees that again, and explains it.
 * @param beside asks another thread that has nothing else to do: then one sees it again while the other looks for what explains it.
 * @throws {Error} what a thread throws that can't carry it out.
 */
export async function smallestOf(
  { failing, explained, seed, limits, known }: Shrinking,
  ask: Ask,
  beside: Ask = ask,
): Promise<Smallest | Otherwise> {
  const within = limits === undefined ? {} : { limits };
  const shrunk = await ask({ kind: 'shrink', failing, ...within, ...(known !== undefined && { known }) });
  if (shrunk.kind !== 'shrunk') return expected(shrunk, 'doubtful', 'known', 'late');
  const { failing: smallest, isSmallest, distinction } = shrunk;
  const seeing: Task = { kind: 'confirm', failing: smallest, stacks: explained };
  const left = limits && { limits: { ...limits, executions: limits.executions - shrunk.executions } };
  const [seen, why] = await bothOf(
    // What another thread can't do, this one may.
    beside(seeing).catch((error: unknown) => {
      if (beside === ask) throw error;
      return ask(seeing);
    }),
    explained && isSmallest ? ask({ kind: 'explain', failing: smallest, seed, ...left }) : undefined,
  );
  if (seen.kind !== 'confirmed') return expected(seen, 'doubtful', 'late');
  const { anyOther, twin, executions } = why === undefined ? unexplained : expected(why, 'explained');
  const { notShrunkToTheEnd: _, ...counterexample } = seen.counterexample;
  return {
    kind: 'smallest',
    counterexample: {
      ...counterexample,
      anyOther,
      ...(twin !== undefined && { twin }),
      ...(!isSmallest && { notShrunkToTheEnd: true }),
    },
    distinction,
    executions: shrunk.executions + seen.executions + executions,
  };
}

const unexplained: Omit<Extract<TaskResult, { kind: 'explained' }>, 'kind'> = { anyOther: [], executions: 0 };

/** Waits for both, whatever becomes of either. */
async function bothOf<One, Other>(one: Promise<One>, other: Promise<Other> | undefined): Promise<[One, Other?]> {
  await Promise.allSettled([one, other]);
  return other === undefined ? [await one] : [await one, await other];
}

function expected<Kind extends TaskResult['kind']>(
  result: TaskResult,
  ...kinds: readonly Kind[]
): Extract<TaskResult, { kind: Kind }> {
  const is = (each: TaskResult): each is Extract<TaskResult, { kind: Kind }> =>
    kinds.some((kind) => kind === each.kind);
  if (is(result)) return result;
  throw new Error(`The thread that searches answered with ${result.kind} instead.`);
}
