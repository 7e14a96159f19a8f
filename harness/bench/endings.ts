import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { textTable } from '../report/table.js';
import { endedOnTerminal, type Ended, type Ending } from './endings/on-a-terminal.js';

interface Subject {
  readonly program?: readonly string[];
  readonly args: readonly string[];
  readonly when?: string;
}

/** Writers in three languages, and one that leaves a daemon which has forked away and ignores what it is told. */
const writers = {
  bash: ['--', 'bash', './appends.sh'],
  node: ['--writer', './appends.mjs'],
  python: ['--', 'python3', './appends.py'],
  daemon: ['--', 'python3', './leaves-a-daemon.py'],
} as const;

const commands: readonly Subject[] = Object.values(writers).flatMap((words): Subject[] => {
  // `check` takes a module without an option.
  const named = words[0] === '--' ? ['-t', 'file', ...words] : words.slice(1);
  return [
    { args: ['check', '--together', '--budget', '120s', ...named] },
    { args: ['run', '-t', 'file', '-p', '2', '--runs', '100000', ...words], when: 'run 2' },
    { args: ['run', '-t', 'file', '--controlled', '--runs', '100000', ...words], when: 'run 2' },
    { args: ['replay', './holds.json', '--times', '1000', ...words] },
    { args: ['matrix', '--only', './appends.mjs,./loses.mjs,python-file', '--workers', '2', '--budget', '1000'] },
  ];
});

/** A project of a user's own, whose properties search. */
const properties: Subject = {
  program: [process.execPath, join(packageRoot, 'node_modules', 'vitest', 'vitest.mjs')],
  args: ['run', '--config', './vitest.config.mjs', '--root', './'],
};

interface Way {
  readonly ending: Ending;
  /** The exit status, or the negative number of the signal that ended it. */
  readonly status: number;
  readonly through?: readonly string[];
  readonly subjects: readonly Subject[];
  readonly kills: number;
}

const ways: Readonly<Record<string, Way>> = {
  'SIGINT, typed': { ending: 'ctrl-c', status: 130, subjects: commands, kills: 100 },
  SIGTERM: { ending: 'SIGTERM', status: 143, subjects: commands, kills: 100 },
  SIGHUP: { ending: 'SIGHUP', status: 129, subjects: commands, kills: 100 },
  SIGKILL: { ending: 'SIGKILL', status: -9, subjects: commands, kills: 100 },
  'no terminal': {
    ending: 'gone',
    status: -9,
    through: ['sh', '-c', '"$@"; exit', 'sh'],
    subjects: commands,
    kills: 100,
  },
  'SIGINT, vitest': { ending: 'ctrl-c', status: 130, subjects: [properties], kills: 20 },
};

/** Ends commands in each way on a terminal of their own, and says what they have left. */
export async function benchEndings(): Promise<void> {
  const rows = await Promise.all(
    Object.entries(ways).map(async ([name, way]) => {
      const ended: Ended[] = [];
      for (let kill = 0; kill < way.kills; kill++) ended.push(await endedBy(way, kill));
      return rowOf(name, way, ended);
    }),
  );
  const head = [
    'ended by',
    'kills',
    'processes left',
    'directories left',
    'terminal spoilt',
    'other status',
    'slowest',
  ];
  console.log(textTable(head, rows));
}

async function endedBy({ ending, status, through = [], subjects }: Way, kill: number): Promise<Ended> {
  const { program, args, when } = subjects[kill % subjects.length] ?? { args: [] };
  // The first are ended as soon as there is something to end, the others somewhere on their way.
  const afterMs = kill < subjects.length ? 0 : (kill * 97) % 1500;
  const end = await endedOnTerminal({ program, args, when, ending, through, afterMs });
  const isClean = end.processes.length === 0 && end.directories.length === 0 && end.intact;
  if (!isClean || end.status !== status || end.milliseconds > 1000)
    console.log(`${ending} after ${afterMs} ms of ${args.join(' ')}: ${JSON.stringify({ ...end, printed: '…' })}`);
  return end;
}

function rowOf(name: string, { status }: Way, ended: readonly Ended[]): readonly (string | number)[] {
  const sum = (of: (end: Ended) => number): number => ended.reduce((total, each) => total + of(each), 0);
  return [
    name,
    ended.length,
    sum(({ processes }) => processes.length),
    sum(({ directories }) => directories.length),
    sum(({ intact }) => (intact ? 0 : 1)),
    sum((each) => (each.status === status ? 0 : 1)),
    `${Math.round(Math.max(...ended.map(({ milliseconds }) => milliseconds)))} ms`,
  ];
}
