import type { AsIs } from '../scenario/as-is.js';
import type { Example } from './example.js';
import { inFolder, needing, oneCopy, pathOf, python, fiveBackups } from './needs.js';

/** Applications in Python: workers of one program, programs that are started side by side, and what stands beside them. */
export function inPython(): Example[] {
  const needs = needing([python()]);
  return [...workers(), ...copies(), ...logrotated(), syslog()].map((example) => Object.assign(example, needs));
}

/** One command that forks two workers. */
function workers(): Example[] {
  const program = (folder: string): AsIs => ({
    command: [python(), inFolder(folder, 'app.py'), '--workers', '2', '--pictures', '{records}'],
    file: 'app.log',
    ...fiveBackups,
  });
  const forks = { ...oneCopy, forks: true } as const;
  return [
    { name: 'python-workers', program: program('python-workers'), ...forks, breaks: ['no-record-lost'] },
    { name: 'python-queue', program: program('python-queue'), ...oneCopy, breaks: [] },
    { name: 'python-locked', program: program('python-locked'), ...forks, breaks: [] },
  ];
}

/** Commands that know nothing of each other. */
function copies(): Example[] {
  const args = ['{process}', '{records}'];
  const agent = (folder: string): AsIs => ({
    command: [python(), inFolder(folder, 'agent.py'), ...args, '{log}'],
    file: 'memory.jsonl',
  });
  const importer: AsIs = {
    command: [python(), inFolder('python-own-files', 'app.py'), ...args, '{dir}/shop-{process}.log'],
    file: 'shop.log',
    ...fiveBackups,
  };
  return [
    { name: 'python-own-files', program: importer, breaks: [] },
    { name: 'agents', program: agent('agents'), breaks: ['no-record-lost'] },
    { name: 'agents-locked', program: agent('agents-locked'), breaks: [] },
  ];
}

function logrotated(): Example[] {
  const program = (mode: string, ...options: readonly string[]): AsIs => ({
    command: [python(), inFolder('logrotate', 'orders.py'), '--orders', '{records}', ...options],
    file: 'orders.log',
    before: `sed 's|/var/log/shop/orders.log|{log}|' ${inFolder('logrotate', `${mode}.conf`)} > {dir}/logrotate.conf`,
    with: [`${pathOf('logrotate')} --force -s {dir}/logrotate.state {dir}/logrotate.conf`],
  });
  const needs = needing(['logrotate']);
  return [
    {
      name: 'logrotate-copytruncate',
      program: program('copytruncate'),
      ...oneCopy,
      breaks: ['no-record-lost'],
      ...needs,
    },
    { name: 'logrotate-create', program: program('create', '--reopen'), ...oneCopy, breaks: [], ...needs },
  ];
}

/** Workers that wait for the daemon, as a container's entry point does. */
function syslog(): Example {
  const onceThere = 'until [ -S "$SYSLOG" ]; do sleep 0.1; done; exec "$@"';
  const worker = [python(), inFolder('syslog', 'worker.py'), '{process}', '{records}'];
  const edit = 's|/run/newsletter|{dir}|; s|/var/log/newsletter.log|{log}|';
  return {
    name: 'syslog',
    program: {
      command: ['env', 'SYSLOG={dir}/log.sock', 'sh', '-c', onceThere, 'sh', ...worker],
      file: 'newsletter.log',
      before: `sed '${edit}' ${inFolder('syslog', 'rsyslog.conf')} > {dir}/rsyslog.conf`,
      with: [`${pathOf('rsyslogd')} -n -f {dir}/rsyslog.conf -iNONE`],
    },
    breaks: [],
    ...needing(['rsyslogd']),
  };
}
