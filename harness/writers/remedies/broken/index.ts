import { compiledModule } from '../../../package-root.js';
import { programOf, type WriterProgram } from '../../../writer-program.js';
import answersBeforeItWrites from './answers-before-it-writes.js';
import acknowledgesBeforeWriting from './acknowledges-before-writing.js';
import breaksStaleLockTwice from './breaks-stale-lock-twice.js';
import type { BrokenRemedy } from './broken.js';
import copiesAtRotation from './copies-at-rotation.js';
import copiesForEverybody from './copies-for-everybody.js';
import emptiesWhatItCouldNotMove from './empties-what-it-could-not-move.js';
import forgetsTheMode from './forgets-the-mode.js';
import joinsTornLines from './joins-torn-lines.js';
import keepsLockAtError from './keeps-lock-at-error.js';
import leavesPartsAtError from './leaves-parts-at-error.js';
import removesItsLockFile from './removes-its-lock-file.js';
import resendsWithoutLooking from './resends-without-looking.js';
import rotatesByWayOfAName from './rotates-by-way-of-a-name.js';
import rotatesUnelected from './rotates-unelected.js';
import swallowsErrors from './swallows-errors.js';
import takesShortWritesForWhole from './takes-short-writes-for-whole.js';

/** A broken remedy as the harness sees it, and what is known of its bug. */
export interface RemedyCanary extends Pick<
  BrokenRemedy,
  'bug' | 'breaks' | 'wrong' | 'processes' | 'rotation' | 'faults' | 'preemptions'
> {
  readonly program: WriterProgram;
}

export const remedyCanaries: readonly RemedyCanary[] = canariesOf([
  acknowledgesBeforeWriting,
  answersBeforeItWrites,
  breaksStaleLockTwice,
  copiesAtRotation,
  joinsTornLines,
  rotatesByWayOfAName,
  emptiesWhatItCouldNotMove,
  keepsLockAtError,
  leavesPartsAtError,
  swallowsErrors,
  takesShortWritesForWhole,
  copiesForEverybody,
  forgetsTheMode,
  removesItsLockFile,
  rotatesUnelected,
]);

/** They show only when processes speak through a socket. The gate does not hold those, so they run free only. */
export const socketCanaries: readonly RemedyCanary[] = canariesOf([resendsWithoutLooking]);

function canariesOf(broken: readonly BrokenRemedy[]): RemedyCanary[] {
  return broken.map(({ bug, breaks, wrong, processes, rotation, faults, preemptions, ...writer }) => ({
    bug,
    breaks,
    wrong,
    processes,
    rotation,
    faults,
    preemptions,
    program: programOf(writer, compiledModule(`writers/remedies/broken/${writer.name}.js`)),
  }));
}
