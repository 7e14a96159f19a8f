import { maxRecordBytes, minRecordBytes } from '../record.js';
import type { Scenario } from '../scenario.js';
import type { Rotation } from '../writer.js';
import { periodMs } from './rungs.js';

/** Whether a smaller scenario may take more preemptions to fail: fewer processes are worth them, fewer records are not. */
export interface Smaller {
  readonly scenario: Scenario;
  readonly isWorthPreemptions: boolean;
}

const linearRecords = 6;

/** Scenarios that are smaller than one in one respect, those first that make the most of a difference. */
export function* smallerThan(scenario: Scenario): Iterable<Smaller> {
  const { processes, records } = scenario;
  for (let fewer = 1; fewer < processes; fewer++) {
    yield { scenario: withProcesses(scenario, fewer), isWorthPreemptions: true };
  }
  for (const plainer of withoutExtras(scenario)) yield { scenario: plainer, isWorthPreemptions: true };
  for (let fewer = 1; fewer < Math.min(records, linearRecords + 1); fewer++) {
    const less = withRecords(scenario, fewer);
    for (const each of [less, ...withFewerBackups(less)]) yield { scenario: each, isWorthPreemptions: false };
  }
  for (
    let fewer = Math.ceil(records / 2);
    fewer > linearRecords && fewer < records;
    fewer = Math.ceil((fewer + records) / 2)
  ) {
    yield { scenario: withRecords(scenario, fewer), isWorthPreemptions: false };
    if (fewer === records - 1) break;
  }
  for (const smaller of [...withSmallerRecords(scenario), ...withSimplerRotation(scenario)]) {
    yield { scenario: smaller, isWorthPreemptions: false };
  }
}

function withProcesses(scenario: Scenario, processes: number): Scenario {
  const { lateStarts, earlyExits, ...rest } = scenario;
  const present = <T extends { readonly process: number }>(list: readonly T[] = []): readonly T[] =>
    list.filter(({ process }) => process < processes);
  const [late, early] = [present(lateStarts), present(earlyExits)];
  return withEnoughBackups(scenario, {
    ...rest,
    processes,
    ...(late.length > 0 ? { lateStarts: late } : {}),
    ...(early.length > 0 ? { earlyExits: early } : {}),
  });
}

export function withRecords(scenario: Scenario, records: number): Scenario {
  return withEnoughBackups(scenario, { ...scenario, records });
}

/** Where every record was to be kept, that stays so, and with no more backups than it takes. */
function withEnoughBackups(before: Scenario, after: Scenario): Scenario {
  if (before.rotation.kind === 'none' || after.rotation.kind === 'none') return after;
  const isAmple = before.rotation.backups >= before.processes * before.records;
  return isAmple ? { ...after, rotation: { ...after.rotation, backups: after.processes * after.records } } : after;
}

function* withoutExtras({ pausesMs, lateStarts, earlyExits, ...rest }: Scenario): Iterable<Scenario> {
  const extras = {
    ...(pausesMs === undefined ? {} : { pausesMs }),
    ...(lateStarts === undefined ? {} : { lateStarts }),
    ...(earlyExits === undefined ? {} : { earlyExits }),
  };
  for (const name of ['pausesMs', 'lateStarts', 'earlyExits'] as const) {
    if (extras[name] === undefined) continue;
    const { [name]: _, ...others } = extras;
    yield { ...rest, ...others };
  }
}

/** One size for all records, then the smallest with which it may still fail, found by halving. */
function* withSmallerRecords(scenario: Scenario): Iterable<Scenario> {
  const { recordBytes } = scenario;
  const [first = minRecordBytes] = recordBytes;
  if (recordBytes.length > 1) {
    for (const bytes of new Set(recordBytes.toSorted((one, other) => one - other))) yield withBytes(scenario, bytes);
    return;
  }
  const steps = new Set([
    minRecordBytes,
    Math.ceil((first + minRecordBytes) / 2),
    first - Math.ceil(first / 16),
    first - 1,
  ]);
  for (const bytes of steps) if (bytes >= minRecordBytes && bytes < first) yield withBytes(scenario, bytes);
}

/** The threshold holds as many lines as before. */
export function withBytes(scenario: Scenario, bytes: number): Scenario {
  const { rotation, recordBytes } = scenario;
  const largest = Math.max(...recordBytes) + 1;
  const size = Math.min(maxRecordBytes, bytes);
  if (rotation.kind !== 'size') return { ...scenario, recordBytes: [size] };
  const maxBytes = Math.max(1, Math.floor((rotation.maxBytes / largest) * (size + 1)));
  return { ...scenario, recordBytes: [size], rotation: { ...rotation, maxBytes } };
}

function* withSimplerRotation(scenario: Scenario): Iterable<Scenario> {
  const { rotation, recordBytes, processes, records } = scenario;
  if (rotation.kind === 'none') return;
  const change = (changed: Partial<Rotation>): Scenario => ({
    ...scenario,
    rotation: Object.assign({}, rotation, changed),
  });
  const line = Math.max(...recordBytes) + 1;
  if (rotation.kind === 'size') {
    const simplest = [2 * line - 2, 2 * line];
    const place = simplest.indexOf(rotation.maxBytes);
    for (const maxBytes of place === -1 ? simplest : simplest.slice(0, place)) yield change({ maxBytes });
  }
  if (rotation.kind === 'time' && rotation.periodMs > periodMs) yield change({ periodMs });
  const ample = processes * records;
  if (rotation.backups > ample) yield change({ backups: ample });
  yield* withFewerBackups(scenario);
}

/** Where they are too few for every record anyway. */
function* withFewerBackups(scenario: Scenario): Iterable<Scenario> {
  const { rotation, processes, records } = scenario;
  if (rotation.kind === 'none' || rotation.backups >= processes * records) return;
  for (const backups of [1, 2])
    if (backups < rotation.backups) yield { ...scenario, rotation: { ...rotation, backups } };
}
