import type { AsIs } from '../scenario/as-is.js';
import type { Example } from './example.js';
import { inFolder, needing, oneCopy, pathOf, fiveBackups } from './needs.js';

/** Two clients, which try again until the service is there. */
const drive = ['north', 'south'].map(
  (shop) =>
    'curl -sf --retry 20 --retry-all-errors --retry-delay 1 --unix-socket {dir}/http.sock ' +
    `'http://localhost/${shop}/orders/[1-{records}]'`,
);

/** HTTP services with two workers each. */
export function services(): Example[] {
  const options = ['--workers', '2', '--log-level', 'warning', '--bind', 'unix:{dir}/http.sock'];
  const shop = ['--chdir', inFolder('gunicorn'), 'shop:app'];
  const env = ['env', 'PYTHONDONTWRITEBYTECODE=1', 'LOG_FILE={log}'];
  const gunicorn: AsIs = {
    command: [...env, pathOf('gunicorn'), ...options, ...shop],
    file: 'shop.log',
    drive,
    ...fiveBackups,
  };
  const cluster = (folder: string): AsIs => ({
    command: ['env', 'PORT={dir}/http.sock', 'LOG_FILE={log}', process.execPath, inFolder(folder, 'server.mjs')],
    file: 'app.log',
    drive,
  });
  const size = { ...oneCopy, forks: true, lines: { min: 2, max: 3 } } as const;
  return [
    { name: 'gunicorn', program: gunicorn, ...size, breaks: ['no-record-lost'], ...needing(['gunicorn', 'curl']) },
    {
      name: 'node-cluster-winston',
      program: { ...cluster('node-cluster-winston'), keeps: 4 },
      ...size,
      breaks: ['no-record-lost'],
      ...needing(['curl'], ['winston']),
    },
    {
      name: 'node-cluster-pino',
      program: cluster('node-cluster-pino'),
      ...size,
      breaks: [],
      ...needing(['curl'], ['pino']),
    },
  ];
}
