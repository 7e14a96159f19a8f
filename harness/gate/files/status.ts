import { callNumber, withPaths } from '../kernel/call.js';
import { dataAddress, giveData } from '../kernel/data.js';
import { answerValue } from '../kernel/listener.js';
import { describedInData, setTimesInData, statusBytes, type StatusForm } from '../kernel/status.js';
import { atFlag } from '../kernel/flags.js';
import { setFileTime } from '../kernel/times.js';
import { calendarMs, instant, startMs } from '../world/clock.js';
import { answerWith, reads, type Effect } from './effect.js';
import { entry, ofInode } from './names.js';
import type { Inode } from '../world/directory.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/** Looks at a path and copies the answer into the process's memory, with the times that its clock would have given. */
export function performStatus(world: World, call: DecodedCall): Effect {
  const { names, notification, signature, process, paths, name } = call;
  const values = withPaths(notification.values, signature.paths ?? [], paths);
  const buffer = values[signature.buffer ?? 0] ?? 0;
  values[signature.buffer ?? 0] = dataAddress();
  const value = callNumber(notification.number, values);
  if (value < 0) return { result: answerWith(call, value), footprint: [reads(entry(names[0]))] };
  if (signature.kind === 'link') {
    giveData(process.pid, buffer, value);
    return { result: answerWith(call, value), footprint: [reads(entry(names[0]))] };
  }
  const form = signature.kind === 'status' ? 'status' : 'statusX';
  const flags = signature.emptyPath === undefined ? 0 : (values[signature.emptyPath] ?? 0);
  const follow = name !== 'lstat' && (flags & atFlag.noFollow) === 0;
  const { inode, size } = setTimes(world, form, paths[0] ?? '', follow);
  giveData(process.pid, buffer, statusBytes[form]);
  answerValue(notification, value);
  return {
    result: { value, size },
    footprint: [reads(entry(names[0])), ...ofInode(inode, 'read')],
  };
}

/**
 * Sets times in the answer that lies in the block's data: those of change and birth, which no call can set, and any other that
 * the kernel has set by its own clock, as it does when a file is written or read. What was read, a path or a descriptor of this
 * process, then keeps the virtual time at which it was first looked at.
 */
export function setTimes(
  { directory, clock }: World,
  form: StatusForm,
  file: string | number,
  follow = true,
): { readonly inode: Inode | undefined; readonly size: number } {
  const described = describedInData(form);
  const inode = directory?.inodes.get(described.inode);
  if (directory === undefined || inode === undefined) return { inode, size: described.size };
  const now = instant(calendarMs(clock));
  const isReal = (ms: number): boolean =>
    ms >= directory.sinceMs && ms < Date.now() + 1 && (ms < startMs || ms > clock.nowMs);
  const accessed = isReal(described.accessedMs) ? now : undefined;
  const modified = isReal(described.modifiedMs) ? instant(inode.modifiedMs) : undefined;
  if (accessed !== undefined) setFileTime('accessed', file, accessed, follow);
  setTimesInData(form, { changed: instant(inode.changedMs), born: instant(inode.bornMs), accessed, modified });
  return { inode, size: described.size };
}
