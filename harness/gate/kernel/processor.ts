import { at, native } from './native.js';
import { call, closeDescriptor, mustCall, put } from './call.js';
import { openFlag, socketFamily, socketType } from './flags.js';
import { bindTo } from './socket.js';

/** Room for the numbers of 1,024 processors, a bit each. */
const maskBytes = 128;

/** The processors that this thread had before it was kept to one, and the mask of that one. */
let pinned: { readonly before: Buffer; readonly only: Buffer } | undefined;

/**
 * Keeps this thread, and what it starts from now on, on one processor; gives a function that undoes it for the thread.
 */
export function pin(processor: number): () => void {
  const before = processorsOf(0);
  const only = Buffer.alloc(maskBytes);
  only[processor >> 3] = 1 << (processor & 7);
  mustCall('sched_setaffinity', 0, maskBytes, put(at.small, only));
  pinned = { before, only };
  return () => {
    pinned = undefined;
    call('sched_setaffinity', 0, before.length, put(at.small, before));
  };
}

/** The processors that a thread may run on, in as many bytes as the kernel gives where there is so much room; this thread's for 0. */
function processorsOf(tid: number, room = maskBytes): Buffer {
  const { base, bytes } = native();
  const length = call('sched_getaffinity', tid, Math.min(room, maskBytes), base + at.small);
  return Buffer.from(bytes.subarray(at.small, at.small + Math.max(0, length)));
}

/**
 * The processors that a thread would have if it were not kept to one with this thread, in as many bytes as the kernel gives where there is
 * so much room; undefined where it is not kept to it, or the kernel gives none.
 */
export function processorsBefore(tid: number, room: number): Buffer | undefined {
  if (pinned === undefined) return undefined;
  const now = processorsOf(tid, room);
  const isKept = now.length > 0 && now.equals(pinned.only.subarray(0, now.length));
  return isKept ? pinned.before.subarray(0, now.length) : undefined;
}

/**
 * Keeps this thread on a processor of its own, for whoever supervises and those that are supervised take turns anyway, and hand over
 * faster where none has to move. A name tells other threads on this machine, also those of other programs, that it is taken; it goes
 * with the thread's process. Where none is free, or only one is there, nothing is done. Gives a function that undoes it.
 */
export function keepToOwnProcessor(): () => void {
  const allowed = numbersIn(processorsOf(0));
  const { words, base } = native();
  // Where the kernel has put it, it is likely to be undisturbed.
  const here = call('getcpu', base + at.small, 0, 0) === 0 ? words[at.small / 4] : undefined;
  const inTurn =
    allowed.length < 2 ? [] : allowed.toSorted((one, other) => Number(other === here) - Number(one === here));
  for (const processor of inTurn) {
    const socket = call('socket', socketFamily.unix, socketType.datagram | openFlag.closeOnExec, 0);
    if (socket >= 0 && bindTo(socket, processorName(processor)) === 0) {
      const unpin = pin(processor);
      return () => {
        unpin();
        closeDescriptor(socket);
      };
    }
    closeDescriptor(socket);
  }
  return () => {};
}

/** The name of the socket that says that a thread keeps to a processor. */
export function processorName(processor: number): string {
  return `\0logtorture-processor-${processor}`;
}

function numbersIn(mask: Buffer): number[] {
  return [...mask].flatMap((byte, index) =>
    bits.filter((bit) => (byte & (1 << bit)) !== 0).map((bit) => index * 8 + bit),
  );
}

const bits = [0, 1, 2, 3, 4, 5, 6, 7];
