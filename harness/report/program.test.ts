import { describe, expect, test } from 'vitest';
import type { Counterexample } from '../counterexample/counterexample.js';
import { keptForm, parseCounterexample } from '../counterexample/file.js';
import type { Step } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import { programScenario } from '../scenario/program-scenario.js';
import { counterexampleInWords } from './counterexample.js';
import { interleavingLines } from './interleaving.js';
import { programInWords } from './program.js';
import { scenarioInWords } from './scenario.js';

const program: AsIs = {
  command: ['python3', 'app.py', '{log}', '{records}'],
  file: 'own.log',
  with: ['logrotate -s {dir}/state app.conf'],
  drive: ['./client.sh'],
};
const scenario = programScenario({ asIs: program, forks: true }, { processes: 1, records: 2 });

function step(process: number, child: number | undefined, call: Step['call'], rest: Partial<Step>): Step {
  const owner = { process, ...(child !== undefined && { child }) };
  const path = 'own.log';
  return { kind: 'step', thread: child ?? 0, call, path, result: { value: 0 }, footprint: [], ...owner, ...rest };
}
const written = (child: number, data: string, size: number): Step =>
  step(0, child, 'write', {
    bytes: data.length,
    data,
    footprint: [{ object: 'inode:1', access: 'write' }],
    result: { value: data.length, size },
  });

/** Two workers, of which one takes the log from the other, while somebody looks on and a client waits. */
const losesALine: Counterexample = {
  claim: 'no-record-lost',
  writer: 'app.py',
  program,
  scenario,
  schedule: {
    preemptions: [
      { before: { process: 0, child: 1, call: 'write', path: 'own.log', occurrence: 2 }, run: 0, child: 2 },
    ],
    faults: [],
  },
  violation: {
    message: 'p0.1\'s line 1 ("worker 1 begins") was written, but it is in no file.',
    record: { process: 0, child: 1, sequence: 0 },
    steps: [
      { number: 3, process: 0, child: 1, step: 'write own.log +16' },
      { number: 5, process: 0, child: 2, step: 'truncate own.log +0', destroys: true },
    ],
  },
  anyOther: [],
  start: 'started anew: it has 5 threads',
  reproduced: { broken: 3, times: 3 },
  versions: { logtorture: '0.1.0', 'app.py': '01234567' },
  evidence: {
    kind: 'events',
    events: [
      step(0, undefined, 'open', { flags: 'O_WRONLY|O_CREAT|O_APPEND', result: { value: 3, size: 0 } }),
      step(2, undefined, 'connect', { path: 'tcp:8000' }),
      written(1, 'worker 1 begins\n', 16),
      step(1, undefined, 'stat', { result: { value: 0, size: 16 } }),
      step(0, 2, 'truncate', { bytes: 0, result: { value: 0, size: 0 } }),
      { kind: 'terminated', process: 0 },
      written(2, 'worker 2 says something that is far too long for the column\nand more\n', 69),
    ],
  },
};

describe('what is shown of a program as it is', () => {
  test('has a column for each process that took a step, and the lines that are written, as in golden/program.txt', async () => {
    const screen = counterexampleInWords(losesALine, { file: 'kept.json', seed: 1 });
    expect(Math.max(...screen.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
    await expect(`${screen}\n`).toMatchFileSnapshot('golden/program.txt');
  });

  test('reads back from a file with the program, so that the file alone replays it', () => {
    const { evidence } = losesALine;
    const events = evidence.kind === 'events' ? evidence.events : [];
    const lines = interleavingLines({ scenario, events, asIs: program }, [3, 5]);
    const kept: unknown = JSON.parse(JSON.stringify(keptForm(losesALine, lines)));
    const { message, steps } = losesALine.violation;
    expect(parseCounterexample(kept)).toEqual({
      ...losesALine,
      violation: { message, steps },
      evidence: { kind: 'lines', lines },
    });
  });

  test('says how many copies there are, and what each is told', () => {
    const plain = { command: ['sh', 'two words.sh'], file: 'app.log' };
    const copies = programScenario({ asIs: plain }, { processes: 3, records: 2 });
    expect(scenarioInWords('two words.sh', copies)).toBe('two words.sh: 3 copies');
    expect(programInWords(plain, copies)).toBe("3 copies of sh 'two words.sh'");
    expect(programInWords(program, scenario)).toBe(
      "1 copy of python3 app.py '{log}' '{records}', told to write 2 lines; " +
        'beside it, p1 is logrotate -s {dir}/state app.conf; p2 drives it: ./client.sh',
    );
  });

  test('shows the columns of all copies where none took a step', () => {
    const copies = programScenario({ asIs: { command: ['true'], file: 'app.log' } }, { processes: 2, records: 1 });
    expect(interleavingLines({ scenario: copies, events: [] }, [])).toEqual([
      expect.stringMatching(/^ +p0 +p1 +files/),
    ]);
  });
});
