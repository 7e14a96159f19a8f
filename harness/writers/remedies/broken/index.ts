import { compiledModule } from '../../../package-root.js';
import type { Scenario } from '../../../scenario/scenario.js';
import type { Schedule } from '../../../schedule/schedule.js';
import { programOf, type WriterProgram } from '../../writer-program.js';
import answersBeforeItWrites from './answers-before-it-writes.js';
import acknowledgesBeforeWriting from './acknowledges-before-writing.js';
import breaksStaleLockTwice from './breaks-stale-lock-twice.js';
import type { BrokenRemedy } from './broken.js';
import copiesAtRotation from './copies-at-rotation.js';
import copiesForEverybody from './copies-for-everybody.js';
import dropsWhileTheNameIsGone from './drops-while-the-name-is-gone.js';
import emptiesWhatItCouldNotMove from './empties-what-it-could-not-move.js';
import forgetsTheMode from './forgets-the-mode.js';
import joinsTornLines from './joins-torn-lines.js';
import keepsLockAtError from './keeps-lock-at-error.js';
import leavesItsLockBehind from './leaves-its-lock-behind.js';
import leavesPartsAtError from './leaves-parts-at-error.js';
import removesItsLockFile from './removes-its-lock-file.js';
import removesWhatSeemsOld from './removes-what-seems-old.js';
import reopensOnAnotherSignal from './reopens-on-another-signal.js';
import resendsWithoutLooking from './resends-without-looking.js';
import rotatesByWayOfAName from './rotates-by-way-of-a-name.js';
import rotatesUnelected from './rotates-unelected.js';
import swallowsErrors from './swallows-errors.js';
import takesShortWritesForWhole from './takes-short-writes-for-whole.js';

/** A broken remedy as the harness sees it, and what is known of its bug. */
export interface RemedyCanary extends Pick<BrokenRemedy, 'bug' | 'breaks' | 'minimum'> {
  readonly program: WriterProgram;
  /** One execution in which the bug shows. */
  readonly scenario: Scenario;
  readonly schedule: Schedule;
}

export const remedyCanaries: readonly RemedyCanary[] = [
  acknowledgesBeforeWriting,
  answersBeforeItWrites,
  breaksStaleLockTwice,
  copiesAtRotation,
  joinsTornLines,
  resendsWithoutLooking,
  rotatesByWayOfAName,
  emptiesWhatItCouldNotMove,
  keepsLockAtError,
  leavesItsLockBehind,
  leavesPartsAtError,
  swallowsErrors,
  takesShortWritesForWhole,
  copiesForEverybody,
  forgetsTheMode,
  removesItsLockFile,
  removesWhatSeemsOld,
  dropsWhileTheNameIsGone,
  reopensOnAnotherSignal,
  rotatesUnelected,
].map((broken) => ({
  bug: broken.bug,
  breaks: broken.breaks,
  ...(broken.minimum !== undefined && { minimum: broken.minimum }),
  scenario: scenarioOf(broken),
  schedule: { preemptions: broken.preemptions, faults: broken.faults },
  program: programOf(broken, compiledModule(`writers/remedies/broken/${broken.name}.js`)),
}));

function scenarioOf({
  breaks,
  processes,
  records = 2,
  rotation,
  pausesMs,
  logrotate,
  logrotateAgain,
}: BrokenRemedy): Scenario {
  return {
    processes,
    records,
    recordBytes: [50],
    rotation,
    ...(pausesMs !== undefined && { pausesMs }),
    ...(logrotate !== undefined && { logrotate }),
    ...(logrotateAgain !== undefined && { logrotateAgain }),
    ...(breaks === 'mode-kept' && { mode: 0o600 }),
  };
}
