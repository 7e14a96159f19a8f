/**
 * The gate holds every call that a writer makes on its log, and releases one at a time.
 *
 * A *session* keeps warm processes, its *members*, each of which speaks the command protocol. An *execution* begins in
 * a directory with a line for each member; from then on every call of a member's threads and children on that directory
 * is a *held step*. A member is *settled* when nothing in it can move by itself, and then its *state* says why: it is
 * ready with steps, blocked on locks, sleeping until an instant, waiting for something the gate does not see, idle
 * until its next line, ended, or uncontrolled. *Releasing* a held step performs it, with its *result* and its
 * *footprint*, or gives an *answer* in the kernel's stead, and returns when the member has settled again. The *clock*
 * moves by *ticks* alone. Sockets between an execution's processes are held as well; a member that waits for a message
 * is blocked until a step of another one brings it. `execute` drives a whole execution by a function that chooses what
 * goes next. All of it blocks its thread, so a session belongs in a worker of its own.
 *
 * Instead of members that read lines, a session may have *programs* that know nothing of executions: each execution has them
 * anew, copied from where they stand before their first step, or started. Their children's steps are told apart, and so is
 * what their writes have written; one thread of a program with several processes runs at a time.
 */
export {
  asksToLook,
  asksWhetherThere,
  conflicts,
  filesChanged,
  hasFlag,
  isLook,
  mayBeWaitedFor,
  needsRoom,
  ownerOf,
  placeWritten,
  removes,
  type Access,
  type BlockedStep,
  type HeldStep,
  type Result,
  type Step,
} from './world/step.js';
export {
  execute,
  nextWake,
  undisturbed,
  usualStep,
  type Choice,
  type Choose,
  type Course,
  type Outcome,
  type Ran,
  type Run,
  type Turn,
} from './execute.js';
export { keepToOwnProcessor } from './kernel/processor.js';
export { exitAtOnce, hasEnded, isOver, markedProcess, ownMark, startMarked, takeEndings } from './kernel/descent.js';
export { isOlder, kernelVersion, testedOn, type KernelVersion } from './launch/kernels.js';
export { startNoneOnce } from './launch/spawn.js';
export { gateSupport, type GateSupport } from './launch/support.js';
export { stampOf } from './session/file-stamp.js';
export { endKept } from './session/originals.js';
export { openSession, type Session, type SessionOptions } from './session.js';
export { startMs } from './world/clock.js';
export type { Answer } from './perform.js';
export type { Beginning } from './session/begin.js';
export type { Holder } from './session/signal-at.js';
export { isYear } from './world/told-name.js';
export type { MemberState } from './state.js';
export type { Granularity } from './launch/filter.js';
export type { ClockSet, GateEvent, Killed, Printed, Terminated, Ticked } from './world/events.js';
export type { Member } from './world/member.js';
