import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Anchor } from '../schedule/anchor.js';
import type { Fault } from '../schedule/fault.js';
import { pageBytes } from '../schedulers/possible-faults.js';
import type { Failure } from './failure.js';
import { periodMs } from './small-scopes.js';

/** One way in which a scenario can be smaller. */
export interface Reduction {
  /** Whether to be smaller in it is worth more preemptions: fewer processes are, fewer records are not. */
  readonly isWorthPreemptions: boolean;
  /** Scenarios that are smaller in it, the smallest first. */
  readonly smallerThan: (scenario: Scenario) => Iterable<Scenario>;
}

/** In the order in which they count. */
export const reductions: readonly Reduction[] = [
  { isWorthPreemptions: true, smallerThan: withFewerProcesses },
  { isWorthPreemptions: true, smallerThan: withoutExtras },
  { isWorthPreemptions: true, smallerThan: withPlainerRecords },
  { isWorthPreemptions: false, smallerThan: withFewerRecords },
  { isWorthPreemptions: false, smallerThan: withSmallerRecords },
  { isWorthPreemptions: false, smallerThan: withSimplerRotation },
];

const linearRecords = 6;

/** Plain ASCII, or line breaks of one character. */
function* withPlainerRecords({ content, ...rest }: Scenario): Iterable<Scenario> {
  if (content === undefined) return;
  yield rest;
  if (content === 'cr-lf') yield { ...rest, content: 'line-breaks' };
}

/** With as many records each, or as many in all. */
function* withFewerProcesses(scenario: Scenario): Iterable<Scenario> {
  const { processes, records } = scenario;
  for (let fewer = 1; fewer < processes; fewer++) {
    const less = withProcesses(scenario, fewer);
    yield less;
    if (records > 0 && scenario.lines !== 'own') yield withRecords(less, Math.ceil((processes * records) / fewer));
  }
}

function* withFewerRecords(scenario: Scenario): Iterable<Scenario> {
  const { records } = scenario;
  for (let fewer = 1; fewer < Math.min(records, linearRecords + 1); fewer++) {
    const less = withRecords(scenario, fewer);
    yield* [less, ...withFewerBackups(less)];
  }
  if (records > linearRecords + 1)
    yield* [Math.ceil(records / 2), records - 1].map((fewer) => withRecords(scenario, fewer));
  yield* withFewerLargerRecords(scenario);
}

const fewRecords = 4;
/** More than a stream of Node's holds (16 KiB), or a pipe (64 KiB). */
const fullBuffer = 65_537;

/** Few records, with as many bytes in all or with more than a buffer holds: what it takes may be to fill one. */
function* withFewerLargerRecords(scenario: Scenario): Iterable<Scenario> {
  const { records, recordBytes, lines } = scenario;
  if (records <= fewRecords || lines !== undefined) return;
  const bytes = records * Math.max(...recordBytes);
  for (let fewer = 1; fewer <= fewRecords; fewer++) {
    const sizes = new Set([Math.ceil(bytes / fewer), fullBuffer]);
    for (const size of sizes) yield withBytes(withRecords(scenario, fewer), size);
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

/** Without one of its processes. Those behind it get the next lower numbers, in the schedule as well. */
export function withoutProcess(
  { scenario, schedule }: Pick<Failure, 'scenario' | 'schedule'>,
  process: number,
): Pick<Failure, 'scenario' | 'schedule'> {
  const others = <T extends { readonly process: number }>(list: readonly T[] = []): readonly T[] =>
    list.flatMap((each) => (each.process === process ? [] : { ...each, process: numbered(each.process) }));
  const numbered = (number: number): number => (number > process ? number - 1 : number);
  const anchored = (anchor: Anchor): Anchor[] => [...others([anchor])];
  return {
    scenario: withProcesses(
      { ...scenario, lateStarts: others(scenario.lateStarts), earlyExits: others(scenario.earlyExits) },
      scenario.processes - 1,
    ),
    schedule: {
      preemptions: schedule.preemptions.flatMap((entry) =>
        entry.run === process
          ? []
          : anchored(entry.before).map((before) => ({ ...entry, before, run: numbered(entry.run) })),
      ),
      faults: schedule.faults.flatMap((fault): Fault[] =>
        fault.kind === 'tick'
          ? anchored(fault.before).map((before) => ({ ...fault, before }))
          : anchored(fault.at).map((at) => ({ ...fault, at })),
      ),
    },
  };
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

function* withoutExtras({ logrotateAgain, pausesMs, lateStarts, earlyExits, ...rest }: Scenario): Iterable<Scenario> {
  const extras = {
    ...(logrotateAgain === undefined ? {} : { logrotateAgain }),
    ...(pausesMs === undefined ? {} : { pausesMs }),
    ...(lateStarts === undefined ? {} : { lateStarts }),
    ...(earlyExits === undefined ? {} : { earlyExits }),
  };
  for (const name of ['logrotateAgain', 'pausesMs', 'lateStarts', 'earlyExits'] as const) {
    if (extras[name] === undefined) continue;
    const { [name]: _, ...others } = extras;
    yield { ...rest, ...others };
  }
}

/**
 * One size for all records, with one to three of them in a file; then the smallest size, found by halving, after those at
 * which a write takes one more page.
 */
function* withSmallerRecords(scenario: Scenario): Iterable<Scenario> {
  const { recordBytes } = scenario;
  const [first = minRecordBytes] = recordBytes;
  if (recordBytes.length > 1) {
    for (const bytes of new Set(recordBytes.toSorted((one, other) => one - other))) {
      const same = withBytes(scenario, bytes);
      yield* [same, ...withSimplestThreshold(same)];
    }
    return;
  }
  const steps = new Set([
    minRecordBytes,
    pageBytes,
    2 * pageBytes,
    16 * pageBytes,
    Math.ceil((first + minRecordBytes) / 2),
    ...[16, 64, 256, 1024].map((part) => first - Math.ceil(first / part)),
    first - 1,
  ]);
  for (const bytes of steps) if (bytes >= minRecordBytes && bytes < first) yield withBytes(scenario, bytes);
}

/** Two lines that don't fit; two, and three, that fit to the byte. What is there already is no simpler. */
function* withSimplestThreshold(scenario: Scenario): Iterable<Scenario> {
  const { rotation, recordBytes } = scenario;
  if (rotation.kind !== 'size') return;
  const line = Math.max(...recordBytes) + 1;
  const simplest = [2 * line - 2, 2 * line, 3 * line];
  const place = simplest.indexOf(rotation.maxBytes);
  for (const maxBytes of place === -1 ? simplest : simplest.slice(0, place))
    yield { ...scenario, rotation: { ...rotation, maxBytes } };
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
  const { rotation, processes, records } = scenario;
  if (rotation.kind === 'none') return;
  yield* withSimplestThreshold(scenario);
  if (rotation.kind === 'time' && rotation.periodMs > periodMs)
    yield { ...scenario, rotation: { ...rotation, periodMs } };
  const ample = processes * records;
  if (rotation.backups > ample) yield { ...scenario, rotation: { ...rotation, backups: ample } };
  yield* withFewerBackups(scenario);
}

/** Where they are too few for every record anyway. */
function* withFewerBackups(scenario: Scenario): Iterable<Scenario> {
  const { rotation, processes, records } = scenario;
  if (rotation.kind === 'none' || rotation.backups >= processes * records) return;
  for (const backups of [1, 2])
    if (backups < rotation.backups) yield { ...scenario, rotation: { ...rotation, backups } };
}
