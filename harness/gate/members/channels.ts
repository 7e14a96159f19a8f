import { openFlag } from '../kernel/flags.js';
import { readdirSync } from 'node:fs';
import { call } from '../kernel/call.js';
import { at, native } from '../kernel/native.js';
import { borrow, giveBack, statusFlags, target } from './descriptors.js';
import type { Process } from '../world/process.js';

/** The pipes and event counters of a process, other than its standard streams: a copy of it may leave something in them. */
export function channelsOf({ pid }: Process): readonly number[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map(Number)
    .filter((each) => each > 2 && /^(pipe:|anon_inode:\[eventfd\])/.test(target(`/proc/${pid}/fd/${each}`) ?? ''));
}

/** Takes out of a process's channels what a killed copy of it has left there. */
export function drain(process: Process, channels: readonly number[]): void {
  const { base } = native();
  for (const descriptor of channels) {
    const borrowed = borrow(process, descriptor);
    if (borrowed === undefined) continue;
    if (
      (statusFlags(process, descriptor, borrowed) & (openFlag.nonBlocking | openFlag.writeOnly)) ===
      openFlag.nonBlocking
    )
      while (call('read', borrowed.descriptor, base + at.data, 4096) > 0);
    giveBack(borrowed);
  }
}
