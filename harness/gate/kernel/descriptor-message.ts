import { call, put } from './call.js';
import { messageFlag } from './flags.js';
import { at, native } from './native.js';

const controlBytes = 64;
const headerBytes = 16;

/** Takes the descriptor that comes with a message of one byte (SCM_RIGHTS); undefined when the other side has gone. */
export function receiveDescriptor(socket: number): number | undefined {
  const { bytes, words, base } = native();
  const control = at.data + controlBytes;
  const vector = Buffer.alloc(16);
  vector.writeBigUInt64LE(BigInt(base + at.text), 0);
  vector.writeBigUInt64LE(1n, 8);
  const message = Buffer.alloc(56);
  message.writeBigUInt64LE(BigInt(put(at.data, vector)), 16);
  message.writeBigUInt64LE(1n, 24);
  message.writeBigUInt64LE(BigInt(base + control), 32);
  message.writeBigUInt64LE(BigInt(controlBytes), 40);
  bytes.fill(0, control, control + controlBytes);
  if (call('recvmsg', socket, put(control + controlBytes, message), messageFlag.closeOnExec) <= 0) return undefined;
  return words[(control + headerBytes) / 4];
}
