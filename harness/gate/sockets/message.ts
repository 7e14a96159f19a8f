import { readPieces, readWords, type Piece } from '../kernel/memory.js';

import type { SystemCall } from '../kernel/syscalls.js';
import type { Notification } from '../kernel/listener.js';
import type { Process } from '../world/process.js';

/** What a call sends, or has room to receive. */
export interface Message {
  readonly buffers: readonly Piece[];
  readonly flags: number;
  /** Where the other side's address lies, or is to be written. */
  readonly name: { readonly address: number; readonly length: number };
  /** The bytes of whatever else comes with it, such as descriptors. */
  readonly controlBytes: number;
  /** Where the structure lies that the call fills in as well; with several messages, the first one's. */
  readonly header: number | undefined;
}

const headerWords = 7;
export const headerAt = { nameLength: 8, controlLength: 40, flags: 48, sent: 56 };

/** The message of a held call; of those that send or receive several, the first. Undefined when it cannot be read. */
export function messageOf(name: SystemCall, process: Process, notification: Notification): Message | undefined {
  const { values } = notification;
  const [, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = values;
  const plain = { flags: 0, name: { address: 0, length: 0 }, controlBytes: 0, header: undefined };
  switch (name) {
    case 'read':
    case 'write':
      return { ...plain, buffers: [[second, third]] };
    case 'readv':
    case 'writev': {
      const buffers = readPieces(process.pid, second, third);
      return buffers && { ...plain, buffers };
    }
    case 'sendto':
    case 'recvfrom':
      return { ...plain, buffers: [[second, third]], flags: fourth, name: { address: fifth, length: sixth } };
    case 'sendmsg':
    case 'recvmsg':
      return structured(process, second, third);
    case 'sendmmsg':
    case 'recvmmsg':
      return structured(process, second, fourth);
    default:
      return undefined;
  }
}

function structured(process: Process, header: number, flags: number): Message | undefined {
  const words = readWords(process.pid, header, headerWords);
  if (words === undefined) return undefined;
  const [address = 0, length = 0, vectors = 0, count = 0, , controlBytes = 0] = words;
  const buffers = readPieces(process.pid, vectors, count);
  // msg_namelen is 32 bits; drop the padding in the upper half.
  return buffers && { buffers, flags, name: { address, length: length % 0x1_0000_0000 }, controlBytes, header };
}

export function totalOf({ buffers }: Message): number {
  return buffers.reduce((total, [, length]) => total + length, 0);
}

/** To read nothing, or to write buffers that hold nothing, never comes to a socket; to receive, send or write nothing does. */
export function neverComes(name: SystemCall, message: Message): boolean {
  return (name === 'read' || name === 'readv' || name === 'writev') && totalOf(message) === 0;
}
