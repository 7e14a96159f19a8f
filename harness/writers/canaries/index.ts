import { pathToFileURL } from 'node:url';
import { claimsWithoutFaults, type Claim } from '../../claims/index.js';
import { minRecordBytes } from '../../scenario/record.js';
import type { Scenario } from '../../scenario/scenario.js';
import { compiledModule } from '../../package-root.js';
import { programOf, type WriterProgram } from '../writer-program.js';
import { undisturbedSchedule, type Schedule } from '../../schedule/schedule.js';
import acknowledgesInSpool from './acknowledges-in-spool.js';
import appendsInFlight from './appends-in-flight.js';
import appendsInTurn from './appends-in-turn.js';
import type { BrokenWriter, CanaryWriter } from './broken.js';
import checksBeforeLock from './checks-before-lock.js';
import complains from './complains.js';
import copiesThenTruncates from './copies-then-truncates.js';
import datedNamesCollide from './dated-names-collide.js';
import datesTooCoarsely from './dates-too-coarsely.js';
import decodesAsStream from './decodes-as-stream.js';
import dropsItsBuffer from './drops-its-buffer.js';
import endUnderLock from './end-under-lock.js';
import escapesRecords from './escapes-records.js';
import exactFit from './exact-fit.js';
import fixedTemporaryName from './fixed-temporary-name.js';
import givesUpAtClose from './gives-up-at-close.js';
import indentsLines from './indents-lines.js';
import keepsItsPosition from './keeps-its-position.js';
import keepsStaleDescriptor from './keeps-stale-descriptor.js';
import looksForOldestBeforeLock from './looks-for-oldest-before-lock.js';
import needsThreePreemptions from './needs-three-preemptions.js';
import needsThreeProcesses from './needs-three-processes.js';
import noAppendFlag from './no-append-flag.js';
import noticesOnlyLess from './notices-only-less.js';
import oneWrite from './one-write.js';
import rechecksExistence from './rechecks-existence.js';
import rechecksNever from './rechecks-never.js';
import rechecksTheSize from './rechecks-the-size.js';
import rechecksWrongly from './rechecks-wrongly.js';
import removesItsMarkTwice from './removes-its-mark-twice.js';
import reopensUnderLock from './reopens-under-lock.js';
import retriesWholeRecord from './retries-whole-record.js';
import rotatesOnceAPeriod from './rotates-once-a-period.js';
import shiftsBeforeLock from './shifts-before-lock.js';
import shiftsInWrongOrder from './shifts-in-wrong-order.js';
import shiftsOnlyOnce from './shifts-only-once.js';
import soundWriter from './sound.js';
import spinsForItsLock from './spins-for-its-lock.js';
import spinsUntilItIsGone from './spins-until-it-is-gone.js';
import splitsLongRecords from './splits-long-records.js';
import truncatesAtOpen from './truncates-at-open.js';
import twoWrites from './two-writes.js';
import twoWritesUnderLock from './two-writes-under-lock.js';
import uniqueTemporaryName from './unique-temporary-name.js';
import unlinksBeforeRename from './unlinks-before-rename.js';
import unlocksBeforeReopen from './unlocks-before-reopen.js';
import variants from './variants.js';

/** A writer broken on purpose, as the harness sees it, and what is known of its bug. */
export interface Canary extends Pick<BrokenWriter, 'bug' | 'breaks' | 'rotation' | 'minimum'> {
  readonly program: WriterProgram;
  readonly alsoBreaks: readonly Claim[];
  readonly schedule: Schedule;
}

/** Those with a module of their own, ordered by what it takes to see the bug: first those that one process shows alone. */
const ofTheirOwn: readonly BrokenWriter[] = [
  dropsItsBuffer,
  complains,
  exactFit,
  shiftsOnlyOnce,
  shiftsInWrongOrder,
  datesTooCoarsely,
  truncatesAtOpen,
  twoWrites,
  splitsLongRecords,
  noAppendFlag,
  fixedTemporaryName,
  retriesWholeRecord,
  givesUpAtClose,
  acknowledgesInSpool,
  removesItsMarkTwice,
  checksBeforeLock,
  rechecksWrongly,
  unlocksBeforeReopen,
  keepsStaleDescriptor,
  noticesOnlyLess,
  keepsItsPosition,
  unlinksBeforeRename,
  shiftsBeforeLock,
  looksForOldestBeforeLock,
  rechecksNever,
  rechecksExistence,
  appendsInFlight,
  spinsUntilItIsGone,
  needsThreePreemptions,
  needsThreeProcesses,
  datedNamesCollide,
  copiesThenTruncates,
];

export const canaries: readonly Canary[] = [
  ...Object.values(variants).map((variant) => canary(variant, addressOf('variants', variant.name))),
  ...ofTheirOwn.map((writer) => canary(writer, pathOf(writer.name))),
];

/** A correct writer that does what canaries do, with their bug mended. It promises all claims. */
export interface CorrectNeighbour {
  readonly program: WriterProgram;
  /** The canaries whose bug is mended here. */
  readonly mends: readonly string[];
}

/** The correct writer that most canaries with a bug in one process are copies of. */
export const sound: WriterProgram = canaryProgram(soundWriter, pathOf(soundWriter.name));

export const correctNeighbours: readonly CorrectNeighbour[] = [
  {
    program: sound,
    mends: [
      'exact-fit',
      'shifts-only-once',
      'shifts-in-wrong-order',
      'sorts-numbers-as-text',
      'checks-before-lock',
      'rechecks-wrongly',
    ],
  },
  neighbour(oneWrite, ['two-writes', 'splits-long-records', 'truncates-at-open', 'retries-whole-record']),
  neighbour(twoWritesUnderLock, ['two-writes', 'needs-three-preemptions', 'needs-three-processes']),
  neighbour(spinsForItsLock, ['spins-until-it-is-gone']),
  neighbour(endUnderLock, ['no-append-flag']),
  neighbour(uniqueTemporaryName, ['fixed-temporary-name']),
  neighbour(decodesAsStream, ['drops-split-characters']),
  neighbour(escapesRecords, ['appends-line-by-line', 'takes-cr-for-a-line-end', 'drops-split-characters']),
  neighbour(indentsLines, ['appends-line-by-line', 'takes-cr-for-a-line-end']),
  neighbour(appendsInTurn, ['appends-in-flight']),
  neighbour(rechecksTheSize, [
    'rechecks-never',
    'rechecks-existence',
    'unlinks-before-rename',
    'shifts-before-lock',
    'looks-for-oldest-before-lock',
  ]),
  neighbour(reopensUnderLock, ['keeps-stale-descriptor', 'notices-only-less', 'unlocks-before-reopen']),
  neighbour(rotatesOnceAPeriod, ['dated-names-collide', 'dates-too-coarsely', 'copies-then-truncates']),
];

/** The smallest scenario in which a canary's bug shows. */
export function minimalScenario({ minimum, rotation }: Canary): Scenario {
  const { processes, records, recordBytes = minRecordBytes, content } = minimum;
  return { processes, records, recordBytes: [recordBytes], ...(content !== undefined && { content }), rotation };
}

function canary(broken: BrokenWriter, module: string): Canary {
  const { bug, breaks, alsoBreaks = [], rotation, minimum, schedule, ...writer } = broken;
  const program = canaryProgram(writer, module);
  return { program, bug, breaks, alsoBreaks, rotation, minimum, schedule: schedule ?? undisturbedSchedule };
}

function neighbour(writer: CanaryWriter, mends: readonly string[]): CorrectNeighbour {
  return { program: canaryProgram(writer, pathOf(writer.name)), mends };
}

function canaryProgram(writer: CanaryWriter, module: string): WriterProgram {
  return programOf({ ...writer, guarantees: claimsWithoutFaults }, module);
}

function pathOf(name: string): string {
  return compiledModule(`writers/canaries/${name}.js`);
}

/** The address of one of several writers in a module. */
function addressOf(module: string, name: string): string {
  return `${pathToFileURL(pathOf(module)).href}#${name}`;
}
