import type { Notification } from '../kernel/listener.js';

/** A thread waits in a call that the gate holds until what it waits for is there, or its time has come. */
export interface Wait {
  readonly kind: 'wait';
  readonly notification: Notification;
  /** When it ends by itself, in virtual milliseconds since 1970. */
  readonly untilMs: number;
  readonly on: WaitedFor;
  /** The files and sockets behind the descriptors that it watches, as they were when the member had moved so often. */
  watched?: { readonly since: number; readonly inodes: readonly number[] };
}

/** What ends a wait; `time` and `clock`: that the clock has moved. */
export type WaitedFor =
  | { readonly kind: 'clock' }
  | { readonly kind: 'time' }
  | OnFutex
  | OnEvents
  | OnDescriptors
  | OnSets
  | OnTerminal
  | OnChild
  | OnSignals;

/** A word of memory that is to change. */
export interface OnFutex {
  readonly kind: 'futex';
  readonly address: number;
  /** What it held when the wait began. */
  readonly value: number;
  /** Other processes may have it in their memory, too. */
  readonly isShared: boolean;
  /** How often the member had moved when it last was found unchanged. */
  since: number | undefined;
}

/** Events of an epoll descriptor. */
export interface OnEvents {
  readonly kind: 'events';
  readonly descriptor: number;
  /**
   * A duplicate of it in this process, from the first look at it until the thread goes on: it is looked at whenever the member
   * stands still. It keeps no file and no lock alive.
   */
  own: number | undefined;
  /** Where the events are to be written. */
  readonly buffer: number;
  readonly most: number;
}

/** A list of descriptors, as poll takes it. */
export interface OnDescriptors {
  readonly kind: 'descriptors';
  readonly address: number;
  readonly count: number;
}

/** Sets of descriptors, as select takes them. */
export interface OnSets {
  readonly kind: 'sets';
  /** Where the sets of descriptors to read, to write and with exceptions lie; 0 for none. */
  readonly addresses: readonly number[];
  readonly count: number;
}

/** Something to read from a terminal. */
export interface OnTerminal {
  readonly kind: 'terminal';
  readonly descriptor: number;
}

/** The end of a child. */
export interface OnChild {
  readonly kind: 'child';
  /** -1 where any will do. */
  readonly pid: number;
}

/** A signal. */
export interface OnSignals {
  readonly kind: 'signals';
  /** Those that are taken instead of being handled, a bit each. */
  readonly taken: bigint;
}
