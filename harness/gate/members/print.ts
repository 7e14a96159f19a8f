import { isAscii } from 'node:buffer';
import { answerValue } from '../kernel/listener.js';
import { dataOf, gather } from '../kernel/data.js';
import type { Piece } from '../kernel/memory.js';
import type { Stream } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';

/** How much of what one member prints on one stream in one execution is kept. */
const keptBytes = 1 << 20;
/** What is kept of it to see whether a line is the last one of the protocol. */
const lastBytes = 16;

/** A write on a standard stream is answered here, so that nothing is stored and nothing blocks, however much it is. */
export function print(held: HeldCall, stream: Stream, buffers: readonly Piece[]): boolean {
  const { world, tree, notification } = held;
  const total = buffers.reduce((sum, [, length]) => sum + length, 0);
  const room = Math.max(0, Math.min(total, keptBytes - stream.kept));
  const length = gather(held.task.process.pid, buffers, room);
  if (length === undefined) return false;
  answerValue(notification, total);
  if (stream.cut) return true;
  stream.cut = room < total;
  stream.kept += length;
  const text = textIn(stream, dataOf(length));
  if (stream.name === 'stdout') tree.lastSaid = (tree.lastSaid + text).slice(-lastBytes);
  // The directory has another name in every run.
  const plain = world.directory === undefined ? text : text.replaceAll(world.directory.path, '.');
  world.events.push({ kind: 'printed', process: tree.ordinal, stream: stream.name, text: plain, cut: stream.cut });
  return true;
}

/** Most is plain, and then it takes no decoder, which is slow for the few bytes of an answer. */
function textIn(stream: Stream, bytes: Buffer): string {
  stream.plain &&= isAscii(bytes);
  return stream.plain ? bytes.toString('latin1') : stream.decoder.decode(bytes, { stream: true });
}
