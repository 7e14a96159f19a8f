import type { AsIs } from '../scenario/as-is.js';
import type { Example } from './example.js';
import { inFolder, needing, oneCopy, fiveBackups } from './needs.js';

/** Jobs that cron may start while the last one still runs. */
export function inShell(): Example[] {
  const job = (folder: string): AsIs => ({
    command: ['sh', inFolder(folder, 'sync-stock.sh'), '{process}', '{log}'],
    file: 'stock.log',
  });
  return [
    { name: 'cron-append', program: job('cron-append'), breaks: [] },
    { name: 'cron-rotate', program: { ...job('cron-rotate'), ...fiveBackups }, breaks: ['no-record-lost'] },
    {
      name: 'cron-gzip',
      program: { ...job('cron-gzip'), with: [`sh ${inFolder('cron-gzip', 'pack-log.sh')} {log}`] },
      ...oneCopy,
      breaks: ['no-record-lost'],
      ...needing(['gzip']),
    },
    {
      name: 'shell-flock',
      program: { ...job('shell-flock'), ...fiveBackups },

      breaks: [],
      ...needing(['flock']),
    },
  ];
}
