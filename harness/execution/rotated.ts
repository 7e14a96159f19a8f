import { filesChanged, removes, type Step } from '../gate/index.js';
import { accountFor } from './accounting.js';
import { traceOf } from './events.js';
import { rotatedFiles, type Execution } from './execution.js';

/**
 * Whether the log was rotated: a rotated file is there beside another one, or acknowledged records have gone and something has
 * moved, emptied or removed a file. Where processes remove each other's rotated files, none may be left. A record that was
 * written over says nothing of rotations, and neither does a lone file with a date in its name that nobody has renamed. Of a
 * free run no steps are known: it was not rotated only where nobody was asked to.
 */
export function wasRotated(execution: Execution): boolean {
  const trace = traceOf(execution);
  const rotated = rotatedFiles(execution).length > 0;
  if (execution.events.length > 0)
    return (rotated && execution.files.length > 1) || ((rotated || anyLost(execution)) && moves(trace));
  const { rotation, logrotate } = execution.scenario;
  return rotated || ((rotation.kind !== 'none' || logrotate !== undefined) && anyLost(execution));
}

function anyLost(execution: Execution): boolean {
  return accountFor(execution)
    .records.flat()
    .some(({ fate }) => fate === 'lost' || fate === 'removed');
}

/** Whether a file that was written to before is renamed, emptied, cut or removed. */
function moves(trace: readonly Step[]): boolean {
  const written = new Set<string>();
  for (const step of trace) {
    if ('error' in step.result) continue;
    const inodes = filesChanged(step);
    if (removes(step) && (step.call === 'rename' || inodes.some((inode) => written.has(inode)))) return true;
    if (step.call === 'write') for (const inode of inodes) written.add(inode);
  }
  return false;
}
