import { readProc } from './proc.js';

/** What the kernel tells of a descriptor of a process; empty where it has none. */
export function infoOf(pid: number, descriptor: number): string {
  return readProc(`/proc/${pid}/fdinfo/${descriptor}`);
}

/** A number that stands in it, as it is written there. */
export function fieldOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\s*([0-9a-f]+)`, 'm').exec(info)?.[1];
}

/** The flags with which it was opened, or that it was given since; undefined where it is none. */
export function flagsIn(info: string): number | undefined {
  const flags = fieldOf(info, 'flags');
  return flags === undefined ? undefined : Number.parseInt(flags, 8);
}

/** What an epoll descriptor watches, as it was told. */
export interface Watched {
  readonly descriptor: number;
  readonly events: number;
  readonly data: bigint;
}

/** What stands in the information on an epoll descriptor. */
export function watchedIn(info: string): Watched[] {
  return [...info.matchAll(/^tfd:\s+(\d+) events:\s+([0-9a-f]+) data:\s+([0-9a-f]+)/gm)].map(
    ([, descriptor, events, data]) => ({
      descriptor: Number(descriptor),
      events: Number.parseInt(events ?? '', 16),
      data: BigInt(`0x${data ?? ''}`),
    }),
  );
}
