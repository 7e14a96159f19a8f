import { readdirSync } from 'node:fs';
import { openFlag } from '../kernel/flags.js';
import { readLink } from '../kernel/call.js';
import { readData } from '../kernel/data.js';
import { borrow, giveBack, statusFlags } from './descriptors.js';
import type { Process } from '../world/process.js';

/** The pipes and event counters of a process, other than its standard streams: a copy of it may leave something in them. */
export function channelsOf({ pid }: Process): readonly number[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map(Number)
    .filter((each) => each > 2 && /^(pipe:|anon_inode:\[eventfd\])/.test(readLink(`/proc/${pid}/fd/${each}`) ?? ''));
}

/** Takes out of a process's channels what a killed copy of it has left there. */
export function drain(process: Process, channels: readonly number[]): void {
  for (const descriptor of channels) {
    const borrowed = borrow(process, descriptor);
    if (borrowed === undefined) continue;
    if (
      (statusFlags(process, descriptor, borrowed) & (openFlag.nonBlocking | openFlag.writeOnly)) ===
      openFlag.nonBlocking
    )
      while (readData(borrowed.descriptor, 4096) > 0);
    giveBack(borrowed);
  }
}
