import { isOver } from '../../gate/index.js';
import { endMarked, removeDirectoriesOf, wasSoon } from './marked.js';

// A shell beside a process of logtorture's becomes this once its input has ended, which the end of that process does, by
// whatever signal; then all that carries its mark is ended, and its directories go.
/** A process with much memory takes its time to end. */
const longestMs = 10_000;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
const [mark = NaN] = process.argv.slice(2, 3).map(Number);
const parents: readonly string[] = JSON.parse(`[${process.argv[3]?.slice(1)}]`);

// Where it was only a thread that ended, the others go on.
if (wasSoon(() => isOver(mark), longestMs)) {
  // What was killed last may still have been writing.
  for (let tidy = false, left = 20; !tidy && left > 0; left--)
    tidy = endMarked(mark) && parents.every((parent) => removeDirectoriesOf(mark, parent));
}
