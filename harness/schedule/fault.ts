import * as v from 'valibot';
import { counted } from '../words.js';
import { count } from '../scenario/count.js';
import { anchorInWords, anchorSchema, type Anchor } from './anchor.js';

/** Just before the anchored step would be taken for the first time, the clock moves on. */
export interface Tick {
  readonly kind: 'tick';
  readonly before: Anchor;
  readonly byMs: number;
}

/**
 * What becomes of a step that does not go as usual:
 * - kill: SIGKILL for its process, before the step takes effect; after it, before the process learns of it; or within a
 *   write, of which only so many bytes get through.
 * - error: it fails with an error, for instance EIO, and does nothing.
 * - short-write: it writes only so many of its bytes.
 * - no-space: the disk is full. Of this write so many bytes still fit; then so many steps that need room, of whatever
 *   process, fail with ENOSPC, until there is room again.
 * - clock: it goes as usual, but just before it the calendar is set ahead, or back where `byMs` is less than 0:
 *   that of the whole machine with its files, or that of its process alone, as if it ran on another machine.
 */
export type StepFault =
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' }
  | { readonly kind: 'kill'; readonly when: 'within'; readonly bytes: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'short-write'; readonly bytes: number }
  | { readonly kind: 'no-space'; readonly bytes: number; readonly steps: number }
  | { readonly kind: 'clock'; readonly of: 'machine' | 'process'; readonly byMs: number };

/** Something that a schedule does to a process beside choosing when it goes. */
export type Fault = Tick | (StepFault & { readonly at: Anchor });

export type FaultKind = StepFault['kind'];
export const faultKindSchema: v.GenericSchema<unknown, FaultKind> = v.picklist([
  'kill',
  'error',
  'short-write',
  'no-space',
  'clock',
]);

const at = anchorSchema;
export const faultSchema: v.GenericSchema<unknown, Fault> = v.variant('kind', [
  v.strictObject({ kind: v.literal('tick'), before: anchorSchema, byMs: v.pipe(v.number(), v.minValue(0)) }),
  v.variant('when', [
    v.strictObject({ kind: v.literal('kill'), when: v.picklist(['before', 'after']), at }),
    v.strictObject({ kind: v.literal('kill'), when: v.literal('within'), bytes: count, at }),
  ]),
  v.strictObject({ kind: v.literal('error'), error: v.pipe(v.string(), v.regex(/^E[A-Z0-9]+$/)), at }),
  v.strictObject({ kind: v.literal('short-write'), bytes: count, at }),
  v.strictObject({ kind: v.literal('no-space'), bytes: count, steps: count, at }),
  v.strictObject({ kind: v.literal('clock'), of: v.picklist(['machine', 'process']), byMs: v.number(), at }),
]);

/** Faults of such kinds, as one says it of an exploration: `a kill`. */
export function kindsInWords(kinds: readonly FaultKind[]): string {
  if (kinds.includes('kill')) return 'a kill';
  return kinds.includes('clock') ? 'a clock that is set' : 'a failing call';
}

export function isTick(fault: Fault): fault is Tick {
  return fault.kind === 'tick';
}

/** The step that a fault waits for. */
export function anchorOf(fault: Fault): Anchor {
  return fault.kind === 'tick' ? fault.before : fault.at;
}

/** A fault in words: `p0 is killed before its first write of app.log`. */
export function faultInWords(fault: Fault): string {
  const step = anchorInWords(anchorOf(fault));
  const own = step.replace(/^p\d+'s/, 'its');
  switch (fault.kind) {
    case 'tick':
      return `before ${step}, the clock moves by ${fault.byMs.toLocaleString('en')} ms`;
    case 'kill': {
      const when = fault.when === 'within' ? `after ${counted(fault.bytes, 'byte')} of` : fault.when;
      return `p${fault.at.process} is killed ${when} ${own}`;
    }
    case 'error':
      return `${step} fails with ${fault.error}`;
    case 'short-write':
      return `${step} takes only ${counted(fault.bytes, 'byte')}`;
    case 'no-space':
      return `${step} takes only ${counted(fault.bytes, 'byte')}, since the disk is full, and so for ${counted(fault.steps, 'further step')}`;
    case 'clock':
      return `before ${step}, ${clockInWords(fault.byMs, fault.of === 'machine' ? undefined : fault.at.process)}`;
  }
}

/** What was done to the clock of a process, or of the machine: `p0's clock is set back by 1,000 ms`. */
export function clockInWords(byMs: number, process: number | undefined): string {
  const whose = process === undefined ? 'the clock' : `p${process}'s own clock`;
  return `${whose} is set ${byMs < 0 ? 'back' : 'ahead'} by ${Math.abs(byMs).toLocaleString('en')} ms`;
}
