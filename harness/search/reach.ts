import { wasRotated } from '../execution/rotated.js';
import { overlapped, type Execution } from '../execution/execution.js';
import { faultsIn } from '../execution/faults.js';
import { removedLines } from '../execution/line-accounting.js';
import { takesLinesForRecords } from '../execution/takes-lines.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import { counted } from '../words.js';

/** What the executions that a claim was held to have reached. Plain data, so that a thread can send it. */
export interface Reach {
  readonly executions: number;
  /** Those that could judge the claim; the four that follow count among them alone. */
  readonly judged: number;
  readonly acknowledged: number;
  readonly rotated: number;
  readonly overlapped: number;
  readonly rotatedWhileOverlapping: number;
  /** Those in which a process was killed, a call failed or a clock was set. */
  readonly faulted: number;
  /** Those that did not complete, by outcome. */
  readonly incomplete: Readonly<Record<string, number>>;
  /** Why the first of those did not, by outcome. */
  readonly whyIncomplete: Readonly<Record<string, string>>;
  /** What the writer said when it first refused a record. */
  readonly refusal?: string;
  /** A file that holds records and is not taken for part of the log. */
  readonly elsewhere?: string;
  /** Lines of a program that went with a file which may be removed: in how many executions, and one such file. */
  readonly removed?: Removed;
  /** What files of the log are packed with that nothing here can unpack. */
  readonly packedWith?: string;
}

export interface Removed {
  readonly executions: number;
  readonly file: string;
}

export const emptyReach: Reach = {
  executions: 0,
  judged: 0,
  acknowledged: 0,
  rotated: 0,
  overlapped: 0,
  rotatedWhileOverlapping: 0,
  faulted: 0,
  incomplete: {},
  whyIncomplete: {},
};

/** What one execution reaches for a claim, by whether it can judge the claim. */
export function reachOf(execution: Execution): (isJudged: boolean) => Reach {
  const rotated = wasRotated(execution);
  const overlap = overlapped(execution);
  const { kind } = execution.outcome;
  const why = takesLinesForRecords(execution) ? undefined : whyIncomplete(execution);
  const refused = execution.history.find((event) => event.kind === 'fail');
  const packedWith = execution.files.find((file) => file.packedWith !== undefined)?.packedWith;
  const [elsewhere] = execution.elsewhere ?? [];
  const [removed] = removedLines(execution);
  const unjudged: Reach = {
    ...emptyReach,
    executions: 1,
    faulted: Number(faultsIn(execution).size > 0),
    incomplete: why === undefined ? {} : { [kind]: 1 },
    whyIncomplete: why === undefined ? {} : { [kind]: why },
    ...(refused !== undefined && { refusal: refused.message }),
    ...(packedWith !== undefined && { packedWith }),
    ...(elsewhere !== undefined && { elsewhere: elsewhere.name }),
    ...(removed !== undefined && { removed: { executions: 1, file: removed.file } }),
  };
  const judged: Reach = {
    ...unjudged,
    judged: 1,
    acknowledged: Number(execution.history.some((event) => event.kind === 'ok')),
    rotated: Number(rotated),
    overlapped: Number(overlap),
    rotatedWhileOverlapping: Number(rotated && overlap),
  };
  return (isJudged) => (isJudged ? judged : unjudged);
}

export function addReaches(one: Reach, other: Reach): Reach {
  const incomplete = { ...one.incomplete };
  const { packedWith = other.packedWith, elsewhere = other.elsewhere } = one;
  const refusal = one.refusal ?? other.refusal;
  const removed = addRemoved(one.removed, other.removed);
  for (const [kind, times] of Object.entries(other.incomplete)) incomplete[kind] = (incomplete[kind] ?? 0) + times;
  return {
    executions: one.executions + other.executions,
    judged: one.judged + other.judged,
    acknowledged: one.acknowledged + other.acknowledged,
    rotated: one.rotated + other.rotated,
    overlapped: one.overlapped + other.overlapped,
    rotatedWhileOverlapping: one.rotatedWhileOverlapping + other.rotatedWhileOverlapping,
    faulted: one.faulted + other.faulted,
    incomplete,
    whyIncomplete: { ...other.whyIncomplete, ...one.whyIncomplete },
    ...(refusal !== undefined && { refusal }),
    ...(packedWith !== undefined && { packedWith }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...(removed !== undefined && { removed }),
  };
}

function addRemoved(one: Removed | undefined, other: Removed | undefined): Removed | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { file: one.file, executions: one.executions + other.executions };
}

/** What executions must have reached, so that a claim which none of them broke counts as held. */
export interface MustReach {
  readonly rotation: boolean;
  readonly overlap: boolean;
  readonly fault: boolean;
}

/** Why executions that broke nothing prove nothing, as a sentence's end; nothing where they do. A pass must have reached something. */
export function whyInVain({ executions, ...reach }: Reach, must: MustReach): string | undefined {
  if (executions === 0) return 'there was no execution';
  if (reach.judged === 0 && reach.packedWith !== undefined)
    return `what the log holds is unknown: it is packed with ${reach.packedWith}, which nothing here unpacks`;
  const missed = [
    ...(must.fault && reach.faulted === 0 ? ['had a fault'] : []),
    ...(reach.judged === 0 ? ['could judge the claim'] : missedByJudged(reach, must)),
  ];
  if (missed.length === 0) return undefined;
  const why =
    reach.acknowledged === 0 && reach.refusal !== undefined
      ? `: the writer refused it, ${JSON.stringify(reach.refusal)}`
      : '';
  return `none of ${executions} executions ${missed.join(' or ')}${why}`;
}

/** Which executions did not complete, and why the first of them did not, as a sentence's end; nothing where all did. */
export function incompleteInWords({ executions, incomplete, whyIncomplete: whys }: Reach): string | undefined {
  const kinds = Object.entries(incomplete).map(([kind, times]) => {
    const first = times === 1 ? '' : 'the first ';
    return `${times.toLocaleString('en')} of ${counted(executions, 'execution')} ended as ${kind}, ${first}${whys[kind] ?? ''}`;
  });
  return kinds.length === 0 ? undefined : kinds.join('; ');
}

function missedByJudged(
  { acknowledged, rotated, overlapped: overlaps }: Omit<Reach, 'executions'>,
  { rotation, overlap }: MustReach,
): string[] {
  return [
    ...(acknowledged === 0 ? ['acknowledged a record'] : []),
    ...(rotation && rotated === 0 ? ['rotated the log'] : []),
    ...(overlap && overlaps === 0 ? ['had two processes overlap'] : []),
  ];
}
