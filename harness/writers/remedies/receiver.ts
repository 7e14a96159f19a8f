import { readFileSync, writeFileSync } from 'node:fs';
import { openLock } from './advisory-lock.js';

/** What listens on a port of this machine and writes down what comes. */
export interface Receiver {
  readonly port: number;
  /** Takes no new clients any more, once it has taken those who have met it. */
  readonly stopAccepting: () => Promise<void>;
  /** Resolves when everything has been written that the clients it had have sent. */
  readonly finished: () => Promise<void>;
}

/** A receiver as a process uses it that may be the receiver itself. */
export interface Reception {
  /** Lets go of the receiver, if it is this process. Who comes later finds another one. */
  readonly close: () => Promise<void>;
}

/**
 * Calls `meet` with the port of the receiver. Where nobody receives, this process begins to, before. The first and the last
 * moments of a receiver are under one lock with the meetings, so that nobody meets one that is about to leave.
 */
export async function withReceiver(
  file: string,
  begin: () => Promise<Receiver>,
  meet: (port: number) => Promise<void>,
): Promise<Reception> {
  const meeting = openLock(`${file}.meeting.lock`);
  const receiving = openLock(`${file}.receiving.lock`);
  await meeting.hold();
  try {
    if (!receiving.tryHold()) {
      receiving.close();
      await meet(Number(readFileSync(`${file}.port`, 'utf8')));
      return { close: () => Promise.resolve() };
    }
    const receiver = await begin();
    writeFileSync(`${file}.port`, String(receiver.port));
    await meet(receiver.port);
    return {
      async close() {
        const last = openLock(`${file}.meeting.lock`);
        await last.hold();
        await receiver.stopAccepting();
        receiving.close();
        last.close();
        await receiver.finished();
      },
    };
  } finally {
    meeting.close();
  }
}
