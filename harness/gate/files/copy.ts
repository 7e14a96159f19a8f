import { callNumber, lastError } from '../kernel/call.js';
import { errno } from '../kernel/errno.js';
import { readMemory, writeMemory } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { borrowing, type Borrowed } from '../members/descriptors.js';
import { statusOf } from '../kernel/status.js';
import { answerWith, reads, type Effect } from './effect.js';
import { endOf, placed, written } from './written.js';
import { inodeAt } from './names.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/** Which arguments of a call that copies within the kernel are descriptors, addresses of offsets, and flags. */
interface Form {
  readonly from: number;
  readonly to: number;
  readonly fromAt: number;
  readonly toAt?: number;
  readonly flags?: number;
}

const forms = new Map<SystemCall, Form>([
  ['sendfile', { to: 0, from: 1, fromAt: 2 }],
  ['copy_file_range', { from: 0, fromAt: 1, to: 2, toAt: 3 }],
  ['splice', { from: 0, fromAt: 1, to: 2, toAt: 3, flags: 5 }],
]);

const offsetBytes = 8;
/** Flag of splice: it does not wait for a pipe. */
const withoutWaiting = 2;

/** Copies within the kernel, where both sides go on from their own offsets, or from those that are given. */
export function copy(world: World, call: DecodedCall, out: Borrowed): Effect | undefined {
  const form = forms.get(call.name);
  const { values } = call.notification;
  if (form === undefined || !out.shared) return undefined;
  return borrowing(call.process, (values[form.from] ?? -1) | 0, (input) => {
    if (!input.shared) return undefined;
    const own = [...values];
    own[form.from] = input.descriptor;
    own[form.to] = out.descriptor;
    const offsets = [form.fromAt, form.toAt].filter((index) => index !== undefined);
    if (!offsets.every((index, each) => bringOffset(call, own, index, each))) return undefined;
    const flags = form.flags === undefined ? 0 : (values[form.flags] ?? 0);
    if (form.flags !== undefined) own[form.flags] = flags | withoutWaiting;
    const copied = callNumber(call.notification.number, own);
    if (copied < 0 && lastError() === errno.EAGAIN && (flags & withoutWaiting) === 0) return undefined;
    const result = copied < 0 ? answerWith(call, copied) : undefined;
    if (result !== undefined) return { result, footprint: [] };
    offsets.forEach((index, each) => giveOffset(call, index, each));
    const place = form.toAt === undefined || values[form.toAt] === 0 ? undefined : offsetInBlock(1) - copied;
    const effect = placed(
      written(world, call, out, answerWith(call, copied)),
      copied > 0 ? endOf(out, copied, place) : undefined,
    );
    const source = inodeAt(world, statusOf(input.descriptor));
    if (source === undefined) return effect;
    return { ...effect, footprint: [...effect.footprint, reads(`inode:${source.ordinal}`)] };
  });
}

/** Brings an offset here that lies in the process's memory, where there is one; false where it cannot be read. */
function bringOffset({ process }: DecodedCall, own: number[], index: number, each: number): boolean {
  const address = own[index] ?? 0;
  if (address === 0) return true;
  own[index] = native().base + at.small + each * offsetBytes;
  return readMemory(process.pid, address, offsetBytes, at.small + each * offsetBytes) === offsetBytes;
}

function giveOffset({ process, notification }: DecodedCall, index: number, each: number): void {
  const address = notification.values[index] ?? 0;
  if (address !== 0) writeMemory(process.pid, address, offsetBytes, at.small + each * offsetBytes);
}

function offsetInBlock(each: number): number {
  return Number(native().bytes.readBigInt64LE(at.small + each * offsetBytes));
}
