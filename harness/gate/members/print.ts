import { at, native } from '../kernel/native.js';
import { pieces } from '../files/decode.js';
import { answerValue } from '../kernel/listener.js';
import { gather } from '../kernel/memory.js';
import type { Stream } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';

/** How much of what one member prints on one stream in one execution is kept. */
const keptBytes = 1 << 20;

/** A write on a standard stream is answered here, so that nothing is stored and nothing blocks, however much it is. */
export function print({ world, tree, task: { process }, notification, name }: HeldCall, stream: Stream): boolean {
  const { values } = notification;
  const buffers =
    name === 'write' || name === 'pwrite64' ? [[values[1] ?? 0, values[2] ?? 0] as const] : pieces(process, values);
  if (buffers === undefined) return false;
  const total = buffers.reduce((sum, [, length]) => sum + length, 0);
  const room = Math.max(0, Math.min(total, keptBytes - stream.kept));
  const length = gather(process.pid, buffers, room);
  if (length === undefined) return false;
  answerValue(notification, total);
  if (stream.cut) return true;
  stream.cut = room < total;
  stream.kept += length;
  const text = stream.decoder.decode(native().bytes.subarray(at.data, at.data + length), { stream: true });
  // The directory has another name in every run.
  const plain = world.directory === undefined ? text : text.replaceAll(world.directory.path, '.');
  world.events.push({ kind: 'printed', process: tree.ordinal, stream: stream.name, text: plain, cut: stream.cut });
  return true;
}
