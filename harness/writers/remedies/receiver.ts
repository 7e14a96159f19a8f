import { readFileSync, writeFileSync } from 'node:fs';
import { openLock } from './advisory-lock.js';

/** A port of this machine, or the path of a Unix-domain socket. */
export type Address = number | string;

/** What listens at an address and writes down what comes. */
export interface Receiver {
  readonly address: Address;
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
 * Calls `meet` with the address of the receiver. Where nobody receives, this process begins to, before. The first and the last
 * moments of a receiver are under one lock with the meetings, so that nobody meets one that is about to leave.
 */
export async function withReceiver(
  file: string,
  begin: () => Promise<Receiver>,
  meet: (address: Address) => Promise<void>,
): Promise<Reception> {
  const addressFile = `${file}.receiver`;
  const meeting = openLock(`${file}.meeting.lock`);
  const receiving = openLock(`${file}.receiving.lock`);
  await meeting.hold();
  try {
    if (!receiving.tryHold()) {
      receiving.close();
      await meet(JSON.parse(readFileSync(addressFile, 'utf8')));
      return { close: () => Promise.resolve() };
    }
    const receiver = await begin();
    writeFileSync(addressFile, JSON.stringify(receiver.address));
    await meet(receiver.address);
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
