import type { Original } from '../members/original.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { GateEvent } from '../world/events.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** The place of one member in a session. When the member is replaced, another tree stands here. */
export interface Seat {
  tree: Tree;
  /** What the member was copied from, if it can be copied. Other seats may have the same. */
  original: Original | undefined;
  /** What has executed something in this seat, kept to be copied where a member need not be new. */
  warm: Original | undefined;
  /** How many lines a member must have executed to be kept. */
  keepsFrom: number;
  /** Why it is not copied, as the end of a sentence. */
  whyNotCopied: string | undefined;
  /** Where it is copied. */
  copiedFrom: 'its first line' | 'its first step' | 'its first fork';
  /** What it had printed before it was copied. */
  prelude: readonly GateEvent[];
}

/** What the parts of a session share. */
export interface SessionState {
  readonly world: World;
  /** By the members' ordinals. */
  readonly seats: Seat[];
  /** The descriptor of the launcher's executable, and the filter that it installs. */
  readonly image: number;
  readonly filter: Buffer;
  /** The calls that are held for the sake of sockets alone. */
  readonly onlySockets: ReadonlySet<SystemCall>;
  /** How long a member may take to settle, in real milliseconds. */
  readonly limitMs: number;
  readonly seed: number;
  /** Whether programs are copied where they can be. */
  readonly copies: boolean;
  /** What tells sessions apart whose members start differently. */
  readonly startsAs: string;
  /** Whether what members are copied from stays for later sessions. */
  readonly shares: boolean;
  /** Whether a member could not be used again after an execution. */
  hasSpent: boolean;
  /** Moves the clock to an instant. */
  readonly passTime: (toMs: number) => void;
}

/** How a member is there, where it is not warm. */
export function startOf({ whyNotCopied: why, copiedFrom }: Seat): { copiedFrom: string } | { whyNotCopied: string } {
  return why === undefined ? { copiedFrom } : { whyNotCopied: why };
}

/** The tree of the member with a number. Throws when there is no such member. */
export function treeAt(state: SessionState, process: number): Tree {
  return seatAt(state, process).tree;
}

export function seatAt({ seats }: SessionState, process: number): Seat {
  const seat = seats[process];
  if (seat === undefined)
    throw new Error(`The session has no process ${process}: it has ${seats.length}, counted from 0.`);
  return seat;
}
