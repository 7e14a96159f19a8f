import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { removes, type Step } from '../gate/index.js';
import type { RecordId } from '../scenario/record.js';
import { bytesOf, recordsOf } from '../scenario/scenario.js';

/**
 * The number of the step, counted from 1, that took away the file into which a record was written: the last one that
 * unlinked, replaced or truncated it, which may have been before the record came. Nothing where the trace does not show
 * it.
 */
export function removalOf(execution: Execution, record: RecordId): number | undefined {
  const inode = inodeWritten(execution, record);
  if (inode === undefined) return undefined;
  const index = traceOf(execution).findLastIndex((step) => removes(step) && writes(step, inode));
  return index === -1 ? undefined : index + 1;
}

/**
 * The file that took a record's first byte. A process writes its records one after the other and nothing else: where its
 * writes do not add up to just them, nobody can tell which one it was.
 */
function inodeWritten(execution: Execution, { process, sequence }: RecordId): string | undefined {
  const { scenario } = execution;
  let start = 0;
  let expected = 0;
  for (let each = 0; each < recordsOf(scenario, process); each++) {
    if (each === sequence) start = expected;
    expected += bytesOf(scenario, process, each) + 1;
  }
  let written = 0;
  let inode: string | undefined;
  for (const step of traceOf(execution)) {
    if (step.process !== process || step.call !== 'write' || !('value' in step.result)) continue;
    if (written <= start) inode = step.footprint.find(({ access }) => access === 'write')?.object;
    written += step.result.value;
  }
  return written === expected ? inode : undefined;
}

function writes({ footprint }: Step, object: string): boolean {
  return footprint.some((each) => each.object === object && each.access === 'write');
}
