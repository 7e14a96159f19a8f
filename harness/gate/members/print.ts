import { isAscii } from 'node:buffer';
import { answerValue } from '../kernel/listener.js';
import { dataOf, gather } from '../kernel/data.js';
import { besideBytes, readBytes, readMemory, writeInt, type Piece } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { answersPlace } from '../world/answers-place.js';
import { stoodStill, type Stream, type Tree } from '../world/tree.js';
import type { HeldCall } from '../world/held-call.js';
import type { World } from '../world/world.js';

/** How much of what one member prints on one stream in one execution is kept. */
const keptBytes = 1 << 20;
/** What is kept of it to see whether a line is the last one of the protocol. */
const lastBytes = 16;

/** A write on a standard stream is answered here, so that nothing is stored and nothing blocks, however much it is. */
export function print(held: HeldCall, stream: Stream, buffers: readonly Piece[]): boolean {
  const { world, tree, notification, task } = held;
  const total = buffers.reduce((sum, [, length]) => sum + length, 0);
  // What it has left in its memory came before.
  takeAnswers(world, tree);
  const room = Math.max(0, Math.min(total, keptBytes - stream.kept));
  const length = gather(task.process.pid, buffers, room);
  if (length === undefined) return false;
  answerValue(notification, total);
  const bytes = dataOf(length);
  const [[place] = [0]] = buffers;
  if (tree.member.answersInMemory === true && bytes.indexOf(answersPlace.sign, 0, 'latin1') === 0)
    tree.answers = { address: place, isRead: false, since: undefined };
  else tell(world, tree, stream, { bytes, total });
  return true;
}

const lengthBytes = 4;

/**
 * Tells what a member has answered since, where it leaves its answers in its memory. Nothing of it runs meanwhile. Their beginning
 * was read along with the path of its last call, if that had one.
 */
export function takeAnswers(world: World, tree: Tree): void {
  const { answers, main, streams } = tree;
  if (answers === undefined || main.ended || tree.finished || stoodStill(tree, answers.since)) return;
  answers.since = tree.moves;
  const { address } = answers;
  if (!answers.isRead && readMemory(main.pid, address, besideBytes, at.answers) !== besideBytes) return;
  answers.isRead = false;
  const { bytes, words } = native();
  const length = words[at.answers / 4] ?? 0;
  if (length === 0) return;
  const start = at.answers + lengthBytes;
  const isAll = length <= besideBytes - lengthBytes;
  const text = isAll ? bytes.subarray(start, start + length) : readBytes(main.pid, address + lengthBytes, length);
  if (text === undefined) return;
  // A line at a time, as if each had been written by itself.
  for (let from = 0; from < length;) {
    const end = text.indexOf(lineEnd, from) + 1 || length;
    const line = text.subarray(from, end);
    const room = Math.max(0, keptBytes - streams[0].kept);
    tell(world, tree, streams[0], { bytes: line.subarray(0, room), total: line.length });
    from = end;
  }
  writeInt(main.pid, address, 0);
}

const lineEnd = 10;

interface Told {
  /** As much of it as is kept. */
  readonly bytes: Buffer;
  readonly total: number;
}

function tell(world: World, tree: Tree, stream: Stream, { bytes, total }: Told): void {
  if (stream.cut) return;
  stream.cut = bytes.length < total;
  stream.kept += bytes.length;
  const text = textIn(stream, bytes);
  if (stream.name === 'stdout') tree.lastSaid = (tree.lastSaid + text).slice(-lastBytes);
  // The directory has another name in every run.
  const plain = world.directory === undefined ? text : text.replaceAll(world.directory.path, '.');
  world.events.push({ kind: 'printed', process: tree.ordinal, stream: stream.name, text: plain, cut: stream.cut });
}

/** Most is plain, and then it takes no decoder, which is slow for the few bytes of an answer. */
function textIn(stream: Stream, bytes: Buffer): string {
  stream.plain &&= isAscii(bytes);
  return stream.plain ? bytes.toString('latin1') : stream.decoder.decode(bytes, { stream: true });
}
