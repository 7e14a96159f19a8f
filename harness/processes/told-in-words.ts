import { dirname } from 'node:path';
import type { Order } from './protocol.js';

/** What is told to a command in its words, `{maxBytes}`, and in its environment, where its name has a prefix. */
export type Values = Readonly<Record<string, string>>;

/** A word of a command, or a line of a shell, with what its places stand for. */
export function filledIn(word: string, values: Values): string {
  return word.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export function environmentOf(values: Values): Record<string, string> {
  const named = (name: string): string => `LOGTORTURE_${name.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [named(name), value]));
}

/**
 * What an order says, but for its records, and what all processes of its scenario have in common. What does not go with its rotation is
 * empty. The log has the names that it has in either kind of command, so that a line for `--with` serves both.
 * @param processes how many there are.
 */
export function valuesOf({ file, rotation, process, records }: Order, processes: number): Values {
  const { maxBytes, periodMs, backups } = { maxBytes: '', periodMs: '', backups: '', ...rotation };
  return {
    file,
    log: file,
    dir: dirname(file),
    process: String(process),
    processes: String(processes),
    records: String(records.length),
    rotation: rotation.kind,
    maxBytes: String(maxBytes),
    periodMs: String(periodMs),
    backups: String(backups),
  };
}
