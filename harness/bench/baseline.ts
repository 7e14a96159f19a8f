import { spread } from '../report/run-result.js';
import type { Scenario } from '../scenario/scenario.js';
import { textTable } from '../report/table.js';
import { drawIntegers } from '../schedule/seed.js';
import { writerNamed } from '../writers/index.js';
import { missingIn } from './missing.js';

const five = { processes: 5, records: 100, recordBytes: [50] };
const ample = 500;

/** The experiments whose results are known of CPython 3.11; `known` is what was seen in 30 runs elsewhere. */
const experiments: readonly {
  title: string;
  type: string;
  known: string;
  runs: number;
  scenario: (run: number) => Scenario;
}[] = [
  {
    title: 'by size, no pause',
    type: 'size',
    known: '28/30, median 112',
    runs: 30,
    scenario: () => ({ ...five, rotation: { kind: 'size', maxBytes: 1000, backups: ample } }),
  },
  {
    title: 'by size, pauses of up to 20 ms',
    type: 'size',
    known: '14/30, median 0',
    runs: 30,
    scenario: (run) => ({ ...five, rotation: { kind: 'size', maxBytes: 1000, backups: ample }, pausesMs: pauses(run) }),
  },
  {
    title: 'by time, pauses of up to 20 ms',
    type: 'time',
    known: '30/30, median 394',
    runs: 30,
    scenario: (run) => ({ ...five, rotation: { kind: 'time', periodMs: 1000, backups: ample }, pausesMs: pauses(run) }),
  },
  {
    title: 'no rotation',
    type: 'file',
    known: '0/30, median 0',
    runs: 30,
    scenario: () => ({ ...five, rotation: { kind: 'none' } }),
  },
  {
    title: 'no rotation, 20 × 10,000',
    type: 'file',
    known: 'none lost',
    runs: 3,
    scenario: () => ({ processes: 20, records: 10_000, recordBytes: [50], rotation: { kind: 'none' } }),
  },
];

function pauses(run: number): number[] {
  return drawIntegers(run, five.processes * five.records, 20);
}

/** Runs the old experiment as often as it was run elsewhere, with CPython's handlers and with their ports. */
export async function benchBaseline(): Promise<void> {
  const head = ['experiment', 'writer', 'runs with a loss', 'missing: min / median / max', 'known of CPython 3.11'];
  const rows: (string | number)[][] = [];
  for (const { title, type, known, runs, scenario } of experiments) {
    for (const name of [`python-${type}`, type]) {
      const writer = writerNamed(name);
      if (writer === undefined || writer.unavailable !== undefined) continue;
      const missing = await missingIn(writer, runs, scenario);
      const withLoss = `${missing.filter((count) => count > 0).length}/${runs}`;
      rows.push([title, name, withLoss, spread(missing).join(' / '), known]);
    }
  }
  console.log(textTable(head, rows));
}
