import { accountFor, nameOf, type RecordAccount } from '../accounting.js';
import type { Execution } from '../execution.js';
import { defineInvariant, type Invariant } from '../invariant.js';

export const survivesKill: Invariant = defineInvariant(
  'survives-kill',
  'no acknowledged record is lost or damaged when a process is killed; what it wrote last is whole, absent, or a torn line of its own',
  damages,
);

function* damages(execution: Execution): Iterable<string> {
  const { records, tornLines } = accountFor(execution);
  const killed = new Set(execution.kills?.map(({ process }) => process));
  const unknown = new Set(
    execution.history.flatMap(({ kind, process, sequence }) => (kind === 'info' ? [`${process} ${sequence}`] : [])),
  );
  const mayBeTorn = ({ process, sequence }: RecordAccount): boolean =>
    killed.has(process) && unknown.has(`${process} ${sequence}`);
  for (const record of records.flat()) {
    if (record.fate === 'lost') yield `${nameOf(record)} was acknowledged, but it is in no file.`;
    if (record.fate === 'duplicated') yield `${nameOf(record)} stands in the files ${record.found.length} times.`;
    if (record.fate === 'torn' && !mayBeTorn(record)) yield `${nameOf(record)} is torn.`;
  }
  for (const { file, line, holds, pieces } of tornLines)
    if (pieces > 1) yield `line ${line} of ${file} holds ${holds}.`;
}
