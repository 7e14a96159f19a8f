import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exposure } from '../execution/execution.js';
import type { Choose } from '../gate/index.js';
import { isLogFile, liveName } from '../execution/log-files.js';
import type { Scenario } from '../scenario/scenario.js';

/** Looks after every step whether a file of the log has become more readable than it was asked to be. */
export interface ModeWatch {
  readonly watched: (choose: Choose) => Choose;
  readonly exposures: () => readonly Exposure[];
}

/** Makes the log as the scenario says that it is there before; where it says nothing, there is nothing to look at. */
export function watchModes({ mode }: Scenario, directory: string): ModeWatch {
  if (mode === undefined) return { watched: (choose) => choose, exposures: () => [] };
  const live = join(directory, liveName);
  writeFileSync(live, '');
  chmodSync(live, mode);
  const exposures = new Map<string, Exposure>();
  let steps = 0;
  const look = (): void => {
    for (const file of readdirSync(directory)) {
      const stats = statSync(join(directory, file), { throwIfNoEntry: false });
      if (stats?.isFile() !== true || exposures.has(file)) continue;
      // What is not called a log is no harm as long as it is empty: a lock, for instance.
      const isMore = (stats.mode & 0o777 & ~mode) !== 0 && (stats.size > 0 || isLogFile(file));
      if (isMore) exposures.set(file, { before: steps + 1, file, mode: stats.mode & 0o777 });
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
      return [...exposures.values()];
    },
  };
}
