import type { Notification } from '../kernel/listener.js';
import type { SystemCall, CallSignature } from '../kernel/syscalls.js';
import type { Inode } from './directory.js';
import type { Process } from './process.js';
import type { HeldStep } from './step.js';

/** A held call on the execution's directory, ready to be performed. */
export interface DecodedCall {
  readonly name: SystemCall;
  readonly signature: CallSignature;
  readonly process: Process;
  readonly notification: Notification;
  /** Absolute, as strings of bytes. */
  readonly paths: readonly string[];
  /** The paths relative to the directory, or absolute when they lie elsewhere. */
  readonly names: readonly string[];
  readonly inode: Inode | undefined;
  /** What a symbolic link is to hold. */
  readonly linkTo: string | undefined;
  readonly step: HeldStep;
  /** It reads or writes a pipe, and may have to wait for another process. */
  readonly pipe?: OnPipe;
}

/** How far a call on a pipe has come. */
export interface OnPipe {
  /** How many bytes it has written. */
  readonly done: number;
  /** There was no room for what it wants to write, so that it needs an empty page. */
  triedInVain: boolean;
}
