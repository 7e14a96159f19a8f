import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { bundledModule, wantsStacks } from '../package-root.js';
import type { Started } from './serve.js';

/** A thread that has begun to load what it serves, and is not asked anything yet. */
export interface Begun {
  readonly worker: Worker;
  /** Brings the replies to what the thread asks. */
  readonly replies: MessagePort;
  readonly isReplied: Int32Array;
  readonly isOver: Int32Array;
  /** Why it has ended, where it has. */
  readonly failure: () => Error | undefined;
}

/**
 * Begins a thread of a bundled module that calls `serve`. It takes next to nothing to load this, so that a thread can be begun before
 * anything else is loaded. It keeps no process from its end.
 */
export function beginThread(module: string): Begun {
  const stacks = wantsStacks() ? { execArgv: ['--enable-source-maps'] } : {};
  const { port1: replies, port2: theirs } = new MessageChannel();
  const isReplied = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const isOver = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: Started = { replies: theirs, isReplied, isOver };
  const worker = new Worker(bundledModule(module), { workerData, transferList: [theirs], ...stacks });
  let failure: Error | undefined;
  worker.once('error', (error: Error) => (failure = error));
  worker.unref();
  replies.unref();
  return { worker, replies, isReplied, isOver, failure: () => failure };
}
