import { appendFileSync, renameSync, truncateSync } from 'node:fs';
import { extname } from 'node:path';
import {
  before,
  lostWhereBackupsAreFew,
  never,
  preempted,
  recordsPerFile,
  switchTo,
  type BrokenWriter,
} from './broken.js';
import { chunksOf } from './chunks.js';
import { lockedWriter } from './locked.js';
import { exists, shift } from './rotate.js';

/**
 * Canaries that differ in one place from the locked writer, which has no bug: one that needs no module of its own is an
 * entry here. A child process finds its own by its name.
 */
const variants: readonly BrokenWriter[] = [
  {
    ...lockedWriter('writes-twice', {}, (log) => {
      let first = true;
      return {
        async append(record) {
          await log.append(record);
          if (first) await log.append(record);
          first = false;
        },
        close: log.close,
      };
    }),
    bug: 'It takes its own success for a failure and tries again, once.',
    breaks: 'no-record-duplicated',
    rotation: never,
    minimum: { processes: 1, records: 1, preemptions: 0 },
  },
  {
    ...lockedWriter('breaks-long-lines', {
      write(file, line) {
        const middle = line.length > 100 ? Math.floor(line.length / 2) : 0;
        const pieces = middle > 0 ? [line.slice(0, middle), line.slice(middle)] : [line];
        appendFileSync(file, pieces.join('\n'));
      },
    }),
    bug: 'It breaks a line in two when it is longer than 100 bytes.',
    // It may break a character, too.
    takes: [],
    // It does not count the byte that it adds, so that by size it would break a second claim.
    rotations: ['none'],
    breaks: 'no-line-torn',
    rotation: never,
    minimum: { processes: 1, records: 1, preemptions: 0, recordBytes: 100 },
  },
  {
    ...lockedWriter('leaves-a-hole', {
      write(file, line) {
        if (!exists(file)) {
          appendFileSync(file, '');
          truncateSync(file, 16);
        }
        appendFileSync(file, line);
      },
    }),
    bug: "It reserves 16 bytes at the log's end before its first record, and appends behind them.",
    breaks: 'nothing-unexpected',
    rotation: never,
    minimum: { processes: 1, records: 1, preemptions: 0 },
  },
  {
    ...lockedWriter('swaps-records', {}, (log) => {
      let held: string | undefined;
      return {
        async append(record) {
          if (held === undefined) {
            held = record;
            return;
          }
          await log.append(record);
          await log.append(held);
          held = undefined;
        },
        async close() {
          if (held !== undefined) await log.append(held);
        },
      };
    }),
    bug: 'It collects records in pairs and writes the later one of each pair first.',
    breaks: 'order-kept',
    // A record that is written too early is removed too early.
    alsoBreaks: ['retention-kept'],
    rotation: never,
    minimum: { processes: 1, records: 2, preemptions: 0 },
  },
  {
    ...lockedWriter('sorts-numbers-as-text', {
      rotate(file, backups) {
        const kept = Array.from({ length: backups - 1 }, (_, index) => `${file}.${index + 1}`).filter(exists);
        // As text, .10 stands before .9, which is therefore moved over it.
        for (const name of kept.toSorted().toReversed()) renameSync(name, `${file}.${numberOf(name) + 1}`);
        renameSync(file, `${file}.1`);
      },
    }),
    bug: 'It sorts the names of its backups as text, so that from the eleventh rotation on .9 goes where .10 still is.',
    breaks: 'no-record-lost',
    alsoBreaks: lostWhereBackupsAreFew,
    rotation: recordsPerFile(1, 12),
    minimum: { processes: 1, records: 12, preemptions: 0 },
  },
  {
    ...lockedWriter('rotates-late', {
      isFull: (bytes, _line, rotation) => rotation.kind === 'size' && bytes >= rotation.maxBytes,
    }),
    bug: "It looks at the log's size without the line that is about to be written.",
    breaks: 'threshold-kept',
    rotation: { kind: 'size', maxBytes: 40, backups: 9 },
    minimum: { processes: 1, records: 2, preemptions: 0 },
  },
  {
    ...lockedWriter('drops-split-characters', {
      write(file, line) {
        const chunks = chunksOf(line).map((chunk) => chunk.toString());
        appendFileSync(file, chunks.join('').replaceAll('\ufffd', ''));
      },
    }),
    bug: 'It decodes each chunk of 24 bytes by itself, and drops what is no whole character.',
    breaks: 'no-line-torn',
    rotation: never,
    minimum: { processes: 1, records: 1, preemptions: 0, content: 'multi-byte' },
  },
  {
    ...lockedWriter('takes-cr-for-a-line-end', {
      write: (file, line) => appendFileSync(file, line.replaceAll('\r', '\n')),
    }),
    bug: 'It ends a line at CR and again at LF, so that CR LF leaves an empty one.',
    breaks: 'no-line-torn',
    rotation: never,
    minimum: { processes: 1, records: 1, preemptions: 0, content: 'cr-lf' },
  },
  {
    ...lockedWriter('appends-line-by-line', {}, (log) => ({
      async append(record) {
        for (const line of record.split('\n')) await log.append(line);
      },
      close: log.close,
    })),
    bug: 'It appends each line of a record by itself, and lets others come between.',
    // By size, it would also rotate between them.
    rotations: ['none'],
    breaks: 'no-line-torn',
    rotation: never,
    minimum: { processes: 2, records: 1, preemptions: 1, content: 'line-breaks' },
    schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock', 2))),
  },
  {
    ...lockedWriter('keeps-every-backup', {
      rotate(file) {
        shift(file, Infinity);
        renameSync(file, `${file}.1`);
      },
    }),
    bug: 'It shifts the backups without ever removing one.',
    breaks: 'retention-kept',
    rotation: recordsPerFile(1, 1),
    minimum: { processes: 1, records: 3, preemptions: 0 },
  },
];

function numberOf(name: string): number {
  return Number(extname(name).slice(1));
}

/** By their names. */
const byName: Readonly<Record<string, BrokenWriter>> = Object.fromEntries(
  variants.map((variant) => [variant.name, variant]),
);
export default byName;
