import type { Anchor } from '../../../anchor.js';
import type { Preemption } from '../../../schedule.js';
import type { OpenLog, Rotation, Writer } from '../../../writer.js';
import { openLock } from '../advisory-lock.js';
import { openRotatingFile, soundParts, type Parts } from '../rotating-file.js';

/** The claims that say what faults must not do. */
export type FaultClaim = 'survives-kill' | 'fails-loudly' | 'mode-kept';

/** What happens to a step instead of, or after, what would. */
export type StepFault =
  | { readonly kind: 'kill-before'; readonly at: Anchor }
  | { readonly kind: 'kill-after'; readonly at: Anchor }
  | { readonly kind: 'error'; readonly at: Anchor; readonly error: string }
  | { readonly kind: 'short-write'; readonly at: Anchor; readonly bytes: number };

/** A remedy with a bug made on purpose, and one execution in which it shows: with two records of 50 bytes a process. */
export interface BrokenRemedy extends Writer {
  /** The bug, in one sentence. */
  readonly bug: string;
  readonly breaks: FaultClaim | 'no-record-lost';
  /** What is wrong with the log then, in the words of `openStage`. */
  readonly wrong: string;
  readonly processes: number;
  readonly rotation: Rotation;
  readonly faults: readonly StepFault[];
  readonly preemptions: readonly Preemption[];
}

export const never: Rotation = { kind: 'none' };
export const everyRecord: Rotation = { kind: 'size', maxBytes: 60, backups: 9 };

export function step(process: number, call: string, path: string, occurrence = 1): Anchor {
  return { process, call, path, occurrence };
}

/** What a broken copy of `locked` does otherwise. */
export interface LockedParts {
  readonly openLock?: (file: string) => Lock;
  readonly file?: Partial<Parts>;
  readonly wrap?: (log: OpenLog) => OpenLog;
}

interface Lock {
  readonly whileHeld: (act: () => void) => void | Promise<void>;
  readonly close: () => void;
}

/** The way in which `locked` opens a log, but for the parts that are given. */
export function openLocked(parts: LockedParts): Pick<Writer, 'rotations' | 'guarantees' | 'open'> {
  return {
    rotations: ['none', 'size'],
    guarantees: [],
    open({ file, rotation }) {
      const lock = (parts.openLock ?? openLock)(`${file}.lock`);
      const log = openRotatingFile(file, rotation, { ...soundParts, ...parts.file });
      const opened: OpenLog = {
        append: (record) => lock.whileHeld(() => log.append(record)),
        close() {
          log.close();
          lock.close();
        },
      };
      return parts.wrap === undefined ? opened : parts.wrap(opened);
    },
  };
}
