import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountFor } from './accounting.js';
import { anew, appending, Machine, type Open } from './hand-built.js';
import { accountForLines } from './line-accounting.js';

/** What a process does next. A line is written by so many calls as it has parts; each is of one letter, which no other one has. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), parts: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'empty' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rename' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unlink' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'link' as const }) },
);
const turn = fc.tuple(fc.integer({ min: 0, max: 2 }), action);

interface Writing {
  readonly log: Open;
  readonly letter: string;
  left: number;
}

/** Plays turns, as many letters as there are; after each step says which lines stand whole in some file. */
function play(turns: readonly (readonly [number, { kind: string; parts?: number }])[]): {
  machine: Machine;
  whole: string[][];
} {
  const machine = new Machine();
  const whole: string[][] = [[]];
  const logs = new Map<number, Open>();
  const writing = new Map<number, Writing>();
  let letter = 'A'.charCodeAt(0);
  const note = (): void => {
    const lines = [...machine.names.values()].flatMap(({ text }) => text.split('\n').slice(0, -1));
    while (whole.length <= machine.steps) whole.push(lines);
  };
  const goOn = (process: number): void => {
    const line = writing.get(process);
    if (line === undefined) return;
    line.left -= 1;
    machine.write({ process }, line.log, `${line.letter.repeat(2)}${line.left === 0 ? '\n' : ''}`);
    if (line.left === 0) writing.delete(process);
    note();
  };
  const logOf = (process: number): Open => {
    const log = logs.get(process) ?? machine.open({ process }, 'app.log', appending);
    logs.set(process, log);
    return log;
  };
  for (const [process, { kind, parts = 1 }] of turns) {
    // A process that has begun a line ends it before it does anything else.
    if (writing.has(process)) goOn(process);
    else if (kind === 'write') {
      writing.set(process, { log: logOf(process), letter: String.fromCharCode(letter++), left: parts });
      note();
      goOn(process);
    } else if (kind === 'reopen') logs.delete(process);
    else if (kind === 'empty') machine.open({ process }, 'app.log', anew);
    else if (kind === 'rename') machine.rename({ process }, 'app.log', 'app.log.1');
    else if (kind === 'unlink') machine.unlink({ process }, 'app.log.1');
    else if (!machine.names.has('app.log.1')) machine.link({ process }, 'app.log', 'app.log.1');
    note();
  }
  for (const process of [0, 1, 2]) while (writing.has(process)) goOn(process);
  return { machine, whole };
}

test('what becomes of each line, and by which step, is what a look at the files after each step tells', () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 40 }), (turns) => {
      const { machine, whole } = play(turns);
      const execution = machine.executed({ mayRemove: 'nothing' }, { processes: 3 });
      const { going } = accountForLines(execution, execution.asIs ?? { command: [], file: '' });
      const texts = [...machine.names.values()].map(({ text }) => text);
      for (const record of accountFor(execution).records.flat()) {
        const { text = '', fate } = record;
        const letter = text.charAt(0);
        if (whole.at(-1)?.includes(text) === true) expect(fate).toBe('ok');
        else if (texts.some((each) => each.includes(letter))) expect(fate).toBe('torn');
        else {
          expect(fate).toBe('lost');
          const last = whole.findLastIndex((lines) => lines.includes(text));
          const gone = going(record);
          if (last !== -1) expect(gone).toEqual({ kind: 'destroyed', by: last + 1 });
          else expect(gone).toBeDefined();
        }
      }
      for (const { file, line, pieces } of accountFor(execution).tornLines) {
        const text = machine.names.get(file)?.text.split('\n')[line - 1] ?? '';
        const letters = new Set(text);
        // The end of a line that stands where another one's text does belongs to one of the two.
        expect(pieces).toBeGreaterThanOrEqual(Math.max(1, letters.size));
        expect(pieces).toBeLessThanOrEqual(letters.size + 1);
      }
    }),
    { numRuns: 300 },
  );
});
