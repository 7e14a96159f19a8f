import { readFileSync, writeFileSync } from 'node:fs';
import { openLock } from './advisory-lock.js';

/** A port of this machine, or the path of a Unix-domain socket. */
export type Address = number | string;

/** What listens at an address and writes down what comes. */
export interface Receiver {
  readonly address: Address;
  /** Accepts the clients that have met it already, and then no more. */
  readonly stopAccepting: () => Promise<void>;
  /** Resolves when everything that its clients have sent has been written. */
  readonly finished: () => Promise<void>;
}

/** What a process that has met the receiver, or is the receiver itself, has to close. */
export interface Reception {
  /** Closes the receiver, if it is this process. A process that comes later becomes the next one. */
  readonly close: () => Promise<void>;
}

/**
 * Calls `meet` with the address of the receiver. Where there is none, this process begins to receive first. A receiver begins
 * and ends under the lock under which it is met, so that no process meets one that is about to end.
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
