import { closeSync, openSync, readSync } from 'node:fs';
import type { OpenLog, OpenRequest, Writer } from '../writer.js';
import { loadLocks } from './advisory-lock.js';
import { keptWhateverFails } from './guarantees.js';
import { openLink, type Link } from './log-link.js';
import { soundOwner, type OwnerParts } from './log-owner.js';

/** A record that has not been answered yet. */
interface Waiting {
  readonly record: string;
  readonly done: (error?: string) => void;
  sentBy?: Link;
}

/**
 * One process owns the log and writes it; the others send it their records through a Unix-domain socket, `app.log.sock`,
 * and a record is acknowledged when the owner has answered that it is in the file. A process that finds no owner becomes
 * the owner, and holds an advisory lock as long as it is (`log-link.ts`).
 *
 * When the owner closes its log or is killed, another process takes over, and every process sends again what has not been
 * answered. A line begins with a name of its sender and its place in the sender's order, so the new owner looks in the files
 * which of those records are there already, and writes none twice. A record that the owner can't write is refused.
 *
 * A process that is stopped, but not killed, while it owns the log stops all others. The socket's path can be about 100
 * bytes long.
 */
const aggregated: Writer = {
  name: 'aggregated',
  rotations: ['none', 'size'],
  guarantees: keptWhateverFails,
  load: () => void loadLocks(),
  open: (request) => openAggregated(request, soundOwner),
};

/** Opens a log as `aggregated` does, with the given parts of the owner. */
export async function openAggregated({ file, rotation }: OpenRequest, parts: OwnerParts): Promise<OpenLog> {
  // Neither a process's number nor its PID would do: both are reused.
  const session = randomName();
  const waiting = new Map<number, Waiting>();
  let sequence = 0;
  let link: Promise<Link> | undefined;

  const answer = (answered: number, error?: string): void => {
    const entry = waiting.get(answered);
    waiting.delete(answered);
    entry?.done(error);
  };
  const sendWaiting = async (): Promise<void> => {
    try {
      link ??= openLink({ file, rotation, parts, answer, broken });
      const current = await link;
      for (const [next, entry] of waiting) {
        if (entry.sentBy === current) continue;
        const mayBeThere = entry.sentBy !== undefined;
        entry.sentBy = current;
        current.send({ session, sequence: next, record: entry.record, mayBeThere });
      }
    } catch (error) {
      link = undefined;
      for (const next of waiting.keys()) answer(next, String(error));
    }
  };
  const broken = (): void => {
    link = undefined;
    if (waiting.size > 0) void sendWaiting();
  };

  link = openLink({ file, rotation, parts, answer, broken });
  await link;
  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        const done = (error?: string): void => (error === undefined ? resolve() : reject(new Error(error)));
        waiting.set(sequence++, { record, done });
        void sendWaiting();
      }),
    async close() {
      await (await link)?.close();
    },
  };
}

/** Read from the system, whose random bytes the gate can repeat. Node's own generator does not repeat with them. */
function randomName(): string {
  const bytes = Buffer.alloc(6);
  const source = openSync('/dev/urandom', 'r');
  try {
    readSync(source, bytes);
  } finally {
    closeSync(source);
  }
  return bytes.toString('hex');
}

export default aggregated;
