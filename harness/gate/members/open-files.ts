import { call, closeDescriptor, openPath } from '../kernel/call.js';
import { openFlag } from '../kernel/flags.js';
import { putDescriptor, type Notification } from '../kernel/listener.js';
import { statusAt } from '../kernel/status.js';
import type { Process } from '../world/process.js';
import { fieldOf, flagsIn, infoOf } from './descriptor-info.js';
import { descriptorsOf } from './proc.js';

/** A regular file that a process has open. */
export interface OpenFile {
  readonly descriptor: number;
  readonly flags: number;
  readonly offset: number;
}

/** The regular files that a process has open beside its standard streams: a shell, for instance, reads its script as it goes on. */
export function openFilesOf(process: Process): readonly OpenFile[] {
  return descriptorsOf(process.pid)
    .filter((descriptor) => descriptor > 2 && statusAt(`/proc/${process.pid}/fd/${descriptor}`, true)?.kind === 'file')
    .map((descriptor) => fileAt(process, descriptor))
    .filter((file) => file !== undefined);
}

function fileAt({ pid }: Process, descriptor: number): OpenFile | undefined {
  const info = infoOf(pid, descriptor);
  const [flags, offset] = [flagsIn(info), Number(fieldOf(info, 'pos'))];
  return flags === undefined || Number.isNaN(offset) ? undefined : { descriptor, flags, offset };
}

const fromStart = 0;

/**
 * Opens an original's files anew for a copy, which stays in its call: what they share would have one offset, so that each copy
 * would go on where the one before it has stopped.
 */
export function openAgain(notification: Notification, original: Process, files: readonly OpenFile[]): void {
  for (const { descriptor, flags, offset } of files) {
    const own = openPath(`/proc/${original.pid}/fd/${descriptor}`, flags);
    if (own < 0) continue;
    call('lseek', own, offset, fromStart);
    putDescriptor(notification, own, descriptor, (flags & openFlag.closeOnExec) !== 0);
    closeDescriptor(own);
  }
}
