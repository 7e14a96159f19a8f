import { callNumber, putPath } from '../kernel/call.js';
import { dataAddress, gather } from '../kernel/data.js';
import { readString } from '../kernel/memory.js';
import { at } from '../kernel/native.js';
import { statusAt } from '../kernel/status.js';
import { borrowing } from '../members/descriptors.js';
import { calendarMs } from '../world/clock.js';
import { answerWith, changes, performedByKernel, reads, type Effect } from './effect.js';
import { entry, inodeAt, ofInode } from './names.js';
import type { Inode } from '../world/directory.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/** The kernel takes no longer values. */
const longestValue = 65_536;

/** Sets or removes an extended attribute of the file at a path, or behind a descriptor. */
export function performOnAttribute(world: World, call: DecodedCall): Effect {
  const { names, paths, signature, process, notification } = call;
  const [path] = paths;
  if (path === undefined) {
    const made = borrowing(process, (notification.values[0] ?? 0) | 0, ({ descriptor }) => make(call, descriptor));
    return noted(world, call, made, call.inode) ?? performedByKernel(call, ofInode(call.inode, 'write'));
  }
  const inode = inodeAt(world, statusAt(path, signature.follows === true));
  const made = make(call, putPath(at.path, path));
  const effect = noted(world, call, made, inode) ?? performedByKernel(call, ofInode(inode, 'write'));
  return { ...effect, footprint: [reads(entry(names[0])), ...effect.footprint] };
}

/** @param file the address of a path, or a descriptor of this process. */
function make(
  { process: { pid }, notification: { number, values }, step }: DecodedCall,
  file: number,
): number | undefined {
  const [, nameAt = 0, valueAt = 0, size = 0, flags = 0] = values;
  const name = readString(pid, nameAt);
  if (name === undefined) return undefined;
  if (step.call === 'removexattr') return callNumber(number, [file, putPath(at.secondPath, name)]);
  if (size > longestValue || gather(pid, [[valueAt, size]], size) === undefined) return undefined;
  return callNumber(number, [file, putPath(at.secondPath, name), dataAddress(), size, flags]);
}

function noted(
  world: World,
  call: DecodedCall,
  made: number | undefined,
  inode: Inode | undefined,
): Effect | undefined {
  if (made === undefined) return undefined;
  const result = answerWith(call, made);
  if (!('value' in result)) return { result, footprint: [] };
  if (inode !== undefined) inode.changedMs = calendarMs(world.clock);
  return { result, footprint: inode === undefined ? [] : [changes(`inode:${inode.ordinal}`)] };
}
