import type { Anchor } from '../../../schedule/anchor.js';
import type { Claim } from '../../../claims/index.js';
import type { Fault } from '../../../schedule/fault.js';
import type { LogrotateMode, SecondRotation } from '../../../scenario/scenario.js';
import type { Preemption } from '../../../schedule/schedule.js';
import type { Rotation } from '../../../scenario/rotation.js';
import type { OpenLog, Writer } from '../../writer.js';
import { loadLocks, openLock } from '../advisory-lock.js';
import { openRotatingFile, soundParts, type Parts } from '../rotating-file.js';

/** The smallest numbers with which the bug shows in any scenario under any schedule. Ticks do not count as faults. */
export interface RemedyMinimum {
  readonly processes: number;
  readonly records: number;
  readonly preemptions: number;
  readonly faults: number;
}

/** A remedy with a bug made on purpose, and one execution in which it shows, with records of 50 bytes. */
export interface BrokenRemedy extends Writer {
  /** The bug, in one sentence. */
  readonly bug: string;
  readonly breaks: Claim;
  readonly processes: number;
  /** That each process writes; default: two. */
  readonly records?: number;
  /** Missing where the search finds the bug only by luck, so that a test's budget need not be enough. */
  readonly minimum?: RemedyMinimum;
  readonly rotation: Rotation;
  readonly pausesMs?: readonly number[];
  readonly logrotate?: LogrotateMode;
  readonly logrotateAgain?: SecondRotation;
  readonly faults: readonly Fault[];
  readonly preemptions: readonly Preemption[];
}

export const never: Rotation = { kind: 'none' };
export const everyRecord: Rotation = { kind: 'size', maxBytes: 60, backups: 9 };

export function step(process: number, call: string, path: string, occurrence = 1): Anchor {
  return { process, call, path, occurrence };
}

/** The parts of `locked` that a broken copy replaces. */
export interface LockedParts {
  readonly openLock?: (file: string) => Lock;
  readonly file?: Partial<Parts>;
  readonly wrap?: (log: OpenLog) => OpenLog;
}

interface Lock {
  readonly whileHeld: (act: () => void) => void | Promise<void>;
  readonly close: () => void;
}

/** Opens a log as `locked` does, with the given parts replaced. */
export function openLocked(parts: LockedParts): Pick<Writer, 'rotations' | 'guarantees' | 'load' | 'open'> {
  return {
    rotations: ['none', 'size'],
    guarantees: [],
    load: () => void loadLocks(),
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
