import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Rotation } from '../../scenario/rotation.js';

/** Which period it is, counted from 1970. */
export function periodNow(rotation: Rotation): number {
  return rotation.kind === 'time' ? Math.floor(Date.now() / rotation.periodMs) : 0;
}

/** What the log is renamed to at the beginning of a period, to the second: `app.log.2026-01-01_00-00-01`. */
export function datedName(file: string, rotation: Rotation, period: number): string {
  const startMs = rotation.kind === 'time' ? period * rotation.periodMs : 0;
  return `${file}.${new Date(startMs).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')}`;
}

/** Removes the oldest dated files, where there are more than promised. */
export function prune(file: string, backups: number): void {
  const prefix = `${basename(file)}.2`;
  const dated = readdirSync(dirname(file)).filter((name) => name.startsWith(prefix));
  const superfluous = dated.toSorted().slice(0, Math.max(0, dated.length - backups));
  for (const name of superfluous) rmSync(join(dirname(file), name));
}
