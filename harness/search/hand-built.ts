import type { Counterexample } from '../counterexample/counterexample.js';
import type { ClaimVerdict, Explored } from './verdict.js';

/** For tests: how `size` loses a record, as the README shows it, without a search. */
export const sizeLosesARecord: Counterexample = {
  claim: 'no-record-lost',
  writer: 'size',
  scenario: {
    processes: 2,
    records: 2,
    recordBytes: [50],
    rotation: { kind: 'size', maxBytes: 100, backups: 4 },
  },
  schedule: {
    preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log.1', occurrence: 1 }, run: 1 }],
    faults: [],
  },
  violation: {
    message: "p0's record 0 was acknowledged, but it is in no file.",
    record: { process: 0, sequence: 0 },
    steps: [
      { number: 29, process: 1, step: 'rename app.log → app.log.1' },
      { number: 32, process: 0, step: 'stat app.log.1 = 51' },
      { number: 34, process: 0, step: 'unlink app.log.2', destroys: true },
    ],
  },
  anyOther: ['recordBytes', 'backups'],
  twin: {
    change: 'p0 goes on instead of p1',
    scenario: {
      processes: 2,
      records: 2,
      recordBytes: [50],
      rotation: { kind: 'size', maxBytes: 100, backups: 4 },
    },
    schedule: { preemptions: [], faults: [] },
  },
  reproduced: { broken: 3, times: 3 },
  versions: { logtorture: '0.1.0', node: 'v20.19.0' },
  evidence: { kind: 'lines', lines: ['       p0', '► 32   stat app.log.1 = 51', '  33   stat app.log.2 = 51'] },
};

/** For tests: what a search may have explored. */
export const explored: Explored = {
  executions: 4451,
  judged: 4451,
  rotated: 4400,
  overlapped: 3950,
  rotatedWhileOverlapping: 3912,
  faulted: 0,
  incomplete: {},
  systematic: [
    {
      scenario: sizeLosesARecord.scenario,
      preemptions: 2,
      ticks: 0,
      executed: 451,
      skipped: 311,
      exhausted: true,
    },
  ],
  drawn: { executed: 4000, by: { 'random-walk': 4000 }, mostProcesses: 5, mostRecords: 20 },
  milliseconds: 12_345,
};

/** For tests: one verdict of each kind. */
export const verdicts: readonly ClaimVerdict[] = [
  {
    name: 'no-record-lost',
    verdict: 'violated',
    explored: { ...explored, firstFailure: 8 },
    counterexample: sizeLosesARecord,
  },
  { name: 'no-line-torn', verdict: 'held', explored },
  { name: 'order-kept', verdict: 'held', explored },
  { name: 'retention-kept', verdict: 'unknown', explored, reason: 'none of 300 executions rotated the log' },
];
