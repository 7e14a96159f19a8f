import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exposure } from '../execution/execution.js';
import type { Choose } from '../gate/index.js';
import { isPacked } from '../execution/unpacked.js';
import { isLiveName, isLogName, liveName } from '../execution/log-names.js';
import { holdsRecord } from '../scenario/record.js';
import type { Scenario } from '../scenario/scenario.js';

/** Looks after every step whether a file of the log has become more readable than it was asked to be. */
export interface ModeWatch {
  readonly watched: (choose: Choose) => Choose;
  /** Nothing where no file took the place of one with a mode, so that nothing can be said. */
  readonly exposures: () => readonly Exposure[] | undefined;
}

/** Makes the log as the scenario says that it is there before; where it says nothing, there is nothing to look at. */
export function watchModes({ mode }: Scenario, directory: string): ModeWatch {
  if (mode === undefined) return { watched: (choose) => choose, exposures: () => undefined };
  const live = join(directory, liveName);
  writeFileSync(live, '');
  chmodSync(live, mode);
  const given = statSync(live).ino;
  const exposures = new Map<string, Exposure>();
  let steps = 0;
  let isUsed = false;
  const look = (): void => {
    const now = statSync(live, { throwIfNoEntry: false });
    isUsed ||= now === undefined || now.ino !== given || now.size > 0;
    // A link has no mode of its own; what it leads to stands here under a name of its own.
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      const stats = lstatSync(join(directory, file), { throwIfNoEntry: false });
      if (stats?.isFile() !== true || exposures.has(file)) continue;
      if ((stats.mode & 0o777 & ~mode) === 0) continue;
      // What is begun beside a log that nobody has touched takes the place of none, except for a process's own log.
      const isInPlace = isUsed || isLiveName(file);
      // What is not called a log, such as a lock, is no harm as long as no record stands in it.
      if (isInPlace && (isLogName(file) || mayHoldRecords(join(directory, file))))
        exposures.set(file, { before: steps + 1, file, mode: stats.mode & 0o777 });
    }
  };
  return {
    watched: (choose) => (states, current) => {
      look();
      const { times: _, ...choice }: ReturnType<Choose> & { readonly times?: number } = choose(states, current);
      if ('process' in choice) steps += 1;
      return choice;
    },
    exposures() {
      look();
      return isUsed || exposures.size > 0 ? [...exposures.values()] : undefined;
    },
  };
}

/** Whether records stand in a file, or may, since it is packed. */
function mayHoldRecords(path: string): boolean {
  const bytes = readFileSync(path);
  return isPacked(bytes) || holdsRecord(bytes.toString('latin1'));
}
