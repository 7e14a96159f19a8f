import type { Claim } from '../../claim.js';
import { compiledModule } from '../../package-root.js';
import type { Rotation, Writer } from '../../writer.js';
import { programOf, type WriterProgram } from '../../writer-program.js';
import breaksLongLines from './breaks-long-lines.js';
import complains from './complains.js';
import dropsItsBuffer from './drops-its-buffer.js';
import keepsEveryBackup from './keeps-every-backup.js';
import leavesAHole from './leaves-a-hole.js';
import rotatesLate from './rotates-late.js';
import soundWriter from './sound.js';
import swapsRecords from './swaps-records.js';
import writesTwice from './writes-twice.js';

/** A writer broken on purpose, and the one claim that it breaks, already when it writes alone. */
export interface Canary {
  readonly program: WriterProgram;
  readonly breaks: Claim;
  /** A rotation under which its bug shows. */
  readonly rotation: Rotation;
}

const none: Rotation = { kind: 'none' };
const often: Rotation = { kind: 'size', maxBytes: 300, backups: 2 };

export const canaries: readonly Canary[] = [
  canary(dropsItsBuffer, 'no-record-lost', none),
  canary(writesTwice, 'no-record-duplicated', none),
  canary(breaksLongLines, 'no-line-torn', none),
  canary(leavesAHole, 'nothing-unexpected', none),
  canary(swapsRecords, 'order-kept', none),
  canary(rotatesLate, 'threshold-kept', { ...often, backups: 99 }),
  canary(keepsEveryBackup, 'retention-kept', often),
  canary(complains, 'no-error', none),
];

/** The correct writer of which the canaries are broken copies. */
export const sound: WriterProgram = canaryProgram(soundWriter);

function canary(writer: Writer, breaks: Claim, rotation: Rotation): Canary {
  return { program: canaryProgram(writer), breaks, rotation };
}

function canaryProgram(writer: Writer): WriterProgram {
  return programOf(writer, compiledModule(`writers/canaries/${writer.name}.js`));
}
