import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shiftBackups } from '../backups.js';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';

const oldMs = 1_800_000;

const removesWhatSeemsOld: BrokenRemedy = {
  name: 'removes-what-seems-old',
  bug: 'It removes backups that by its own clock are half an hour old, whatever the clock by which they were written.',
  breaks: 'survives-clock-change',
  processes: 1,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: everyRecord,
  faults: [{ kind: 'clock', of: 'process', byMs: 3_600_000, at: step(0, 'rename', 'app.log') }],
  preemptions: [],
  ...openLocked({
    file: {
      shift(file, backups) {
        shiftBackups(file, backups);
        const folder = dirname(file);
        for (const name of readdirSync(folder)) {
          const path = join(folder, name);
          const isBackup = /\.\d+$/.test(name) && name.startsWith(basename(file));
          if (isBackup && Date.now() - statSync(path).mtimeMs > oldMs) unlinkSync(path);
        }
      },
    },
  }),
};
export default removesWhatSeemsOld;
