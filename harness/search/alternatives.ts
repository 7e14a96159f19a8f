import fc from 'fast-check';
import { ownerOf } from '../gate/index.js';
import { anchorInWords } from '../schedule/anchor.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Fault } from '../schedule/fault.js';
import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Failure, Trial } from './failure.js';
import { entriesOf, scheduleOf } from './shrink.js';
import { withBytes, withRecords } from './smaller.js';

/** So many other values are tried before one is said not to matter. */
const tries = 20;

/** The values of a failing scenario that could be any others (as Hypothesis tells): each is varied while the rest stays. */
export function anyOther({ scenario, schedule }: Failure, trial: Trial, seed: number): string[] {
  return Object.entries(variations(scenario))
    .filter(([, vary]) => fc.sample(vary, { seed, numRuns: tries }).every((other) => trial.replay(other, schedule)))
    .map(([name]) => name);
}

function variations(scenario: Scenario): Record<string, fc.Arbitrary<Scenario>> {
  const { rotation, processes, records, lines } = scenario;
  if (lines !== undefined) return {};
  const bytes = fc.integer({ min: minRecordBytes, max: Math.min(8192, maxRecordBytes) });
  const recordBytes = bytes.map((size) => withBytes(scenario, size));
  if (rotation.kind === 'none') return { recordBytes };
  const kept = processes * records;
  const isAmple = rotation.backups >= kept;
  const backups = fc
    .integer(isAmple ? { min: kept, max: kept * 4 } : { min: 1, max: kept - 1 })
    .map((count) => ({ ...scenario, rotation: { ...rotation, backups: count } }));
  if (rotation.kind === 'time') return { recordBytes, backups };
  const maxBytes = fc
    .integer({ min: 1, max: rotation.maxBytes * 4 })
    .map((threshold) => ({ ...scenario, rotation: { ...rotation, maxBytes: threshold } }));
  return { recordBytes, maxBytes, backups };
}

function withoutFault(fault: Fault): string {
  switch (fault.kind) {
    case 'tick':
      return 'the clock stands still';
    case 'clock':
      return 'nobody sets the clock';
    case 'kill':
      return `p${fault.at.process} lives`;
    default:
      return `${anchorInWords(fault.at)} goes well`;
  }
}

/** The one change that makes a failure go away. */
export function passingTwin({ scenario, schedule }: Failure, trial: Trial): Counterexample['twin'] {
  const entries = entriesOf(schedule);
  for (const entry of entries.toReversed()) {
    const less = scheduleOf(entries.filter((other) => other !== entry));
    if (trial.replay(scenario, less) !== undefined) continue;
    const change =
      'run' in entry
        ? `p${ownerOf(entry.before)} goes on instead of p${ownerOf({ process: entry.run, child: entry.child })}`
        : withoutFault(entry);
    return { change, scenario, schedule: less };
  }
  const { content, ...plain } = scenario;
  if (content !== undefined && trial.replay(plain, schedule) === undefined)
    return { change: 'records of plain ASCII', scenario: plain, schedule };
  if (scenario.records > 1) {
    const less = withRecords(scenario, scenario.records - 1);
    if (trial.replay(less, schedule) === undefined)
      return { change: scenario.lines === undefined ? 'one record less' : 'one line less', scenario: less, schedule };
  }
  return undefined;
}
