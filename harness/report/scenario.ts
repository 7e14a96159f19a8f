import type { RecordContent } from '../scenario/content.js';
import type { Scenario, SecondRotation } from '../scenario/scenario.js';
import type { Rotation } from '../scenario/rotation.js';
import { sizeInWords } from '../scenario/size-in-words.js';
import { counted } from '../words.js';

/**
 * What is about to run, in one line: `size: 5 processes × 100 records of 100 bytes, rotated at 1,000 bytes …`.
 * @param anyOther the names of values that do not matter, for instance `maxBytes`.
 */
export function scenarioInWords(writer: string, scenario: Scenario, anyOther: readonly string[] = []): string {
  const {
    processes,
    records,
    recordBytes,
    content,
    rotation,
    mode,
    logrotate,
    logrotateAgain,
    pausesMs = [],
  } = scenario;
  if (scenario.lines !== undefined) return `${writer}: ${sizeInWords(scenario)}`;
  const again = logrotateAgain === undefined ? '' : `, twice, ${agains[logrotateAgain]}`;
  const pause = Math.max(0, ...pausesMs);
  const free = (name: string, text: string): string =>
    anyOther.includes(name) ? `${text} (any other ${nouns[name] ?? 'value'} too)` : text;
  const size =
    free('processes', counted(processes, 'process', 'processes')) +
    ` × ${free('records', counted(records, 'record'))}` +
    ` of ${free('recordBytes', `${recordBytes.join('/')} bytes`)}${content === undefined ? '' : contents[content]}`;
  return [
    `${writer}: ${size}`,
    logrotate === undefined
      ? rotationInWords(rotation, free)
      : `rotated by logrotate (${logrotate}${again}) as p${processes}`,
    free('pausesMs', pause === 0 ? 'no pause' : `pauses of ${pause} ms or less`),
    ...(mode === undefined ? [] : [`the log's mode ${mode.toString(8)}`]),
    ...startsAndExits(scenario, free),
  ].join(', ');
}

const contents: Readonly<Record<RecordContent, string>> = {
  'multi-byte': ' with characters of several bytes',
  'line-breaks': ' with line breaks',
  'cr-lf': ' with line breaks (CR LF)',
};

const agains: Readonly<Record<SecondRotation, string>> = {
  delaycompress: 'packing the first file then',
  remove: 'removing the first file then',
};

type Free = (name: string, text: string) => string;

/** The noun for a value that may be any other. */
const nouns: Readonly<Record<string, string>> = {
  processes: 'number',
  records: 'number',
  recordBytes: 'size',
  maxBytes: 'threshold',
  periodMs: 'period',
  backups: 'number',
  pausesMs: 'pause',
};

function rotationInWords(rotation: Rotation, free: Free): string {
  if (rotation.kind === 'none') return 'never rotated';
  const often =
    rotation.kind === 'size'
      ? `at ${free('maxBytes', `${rotation.maxBytes.toLocaleString('en')} bytes`)}`
      : `every ${free('periodMs', `${rotation.periodMs.toLocaleString('en')} ms`)}`;
  const backups = counted(rotation.backups, 'backup');
  const kept = free('backups', backups);
  return `rotated ${often} ${kept === backups ? `(${backups})` : `with ${kept}`}`;
}

function startsAndExits({ lateStarts = [], earlyExits = [] }: Scenario, free: Free): string[] {
  return [
    ...lateStarts.map(({ process, afterRecords }) =>
      free('lateStarts', `p${process} starts once ${counted(afterRecords, 'record')} of the others are answered`),
    ),
    ...earlyExits.map(({ process, afterRecords }) =>
      free('earlyExits', `p${process} exits after ${counted(afterRecords, 'record')}`),
    ),
  ];
}
