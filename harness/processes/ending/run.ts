import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import { onExit } from 'signal-exit';
import { hasEnded, ownMark, takeEndings } from '../../gate/index.js';
import { compiledModule } from '../../package-root.js';
import { childEnvironment } from '../environment.js';
import { usualPlaces } from '../place.js';
import { endLeftovers, endMarked, prefixOf, removeDirectoriesOf, removeLeftovers, wasSoon } from './marked.js';

/** What ends all that this process has started, even where it is killed and can end nothing itself. */
interface Run {
  readonly mark: number;
  /** Where its directories lie. */
  readonly parents: Set<string>;
  readonly keeper: ChildProcess;
}

let run: Run | undefined;

/** How the names of this process's directories in a folder begin. The first of them begins the run. */
export function directoryPrefix(parent: string): string {
  const mark = ownMark();
  // A thread makes its directories in one of the process that opened it, and they go with that.
  if (mark === undefined || parent.includes(prefixOf(mark))) return 'logtorture-';
  run ??= begin(mark);
  if (!run.parents.has(parent)) {
    run.parents.add(parent);
    run.keeper.stdin?.write(`${JSON.stringify(parent)}\n`);
    removeLeftovers(parent);
  }
  return prefixOf(mark);
}

/** A shell, since it starts in a millisecond; what it becomes when its input ends takes as long as Node does. */
const keep = `trap '' HUP INT TERM; parents=; while IFS= read -r parent; do parents=$parents,$parent; done; exec "$@" "$parents"`;

function begin(mark: number): Run {
  endLeftovers();
  // What was left where there is no room now may be what takes it.
  for (const place of usualPlaces()) removeLeftovers(place);
  const words = [process.execPath, compiledModule('processes/ending/keeper.js'), String(mark)];
  const keeper = spawn('sh', ['-c', keep, 'sh', ...words], {
    cwd: '/',
    env: childEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Where it can't be started, what is started ends as far as this process can end it, and with the next run.
  keeper.on('error', () => undefined);
  keeper.stdin?.on('error', () => undefined);
  keeper.unref();
  if (keeper.stdin instanceof Socket) keeper.stdin.unref();
  return { mark, parents: new Set(), keeper };
}

/** Ends all processes that this one has started. */
export function endProcesses(): void {
  const mark = ownMark();
  if (mark !== undefined) endMarked(mark);
}

/** Ends all that this run has left, and the keeper with it. The keeper stays where something could not be ended yet. */
export function endRun(): void {
  if (run === undefined) return;
  const { mark, parents, keeper } = run;
  // What other threads have started and made is theirs to end, or goes when the process does.
  if (isMainThread && !(endMarked(mark) && [...parents].every((parent) => removeDirectoriesOf(mark, parent)))) return;
  run = undefined;
  const { pid } = keeper;
  if (pid === undefined) return;
  keeper.kill('SIGKILL');
  wasSoon(() => hasEnded(pid));
  takeEndings();
}

// After what else ends when this process exits, its directories among them.
onExit(endRun, { alwaysLast: true });
