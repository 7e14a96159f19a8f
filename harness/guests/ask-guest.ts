import { acceleratorFor, boot } from './boot.js';
import type { Machine } from './machines.js';
import { answersIn, comparable, doctor, kernel, scriptOf, tests, times, traces, type Answer } from './questions.js';

/** How many times as long as usual everything may take in a guest. */
const limits = { kvm: 3, tcg: 30 } as const;

/**
 * Boots a guest, and says what it answers; whether it answers all as the host does, and its tests pass.
 * @param expected what the host answers, by the questions' names.
 */
export async function askGuest(machine: Machine, expected: ReadonlyMap<string, Answer>): Promise<boolean> {
  const accelerator = await acceleratorFor(machine);
  const limit = limits[accelerator];
  const questions = [kernel, doctor, ...traces, tests];
  let left = questions.length;
  let isWell = true;
  console.log(`${machine.name}: ${accelerator === 'kvm' ? 'with KVM' : 'emulated'}, all limits × ${limit}`);
  for await (const answer of answersIn(boot(machine, accelerator, scriptOf(questions, limit)))) {
    left -= 1;
    const wanted = expected.get(answer.name);
    const problem = wanted === undefined ? failure(answer) : difference(answer, wanted);
    if (problem !== undefined) isWell = false;
    const said = wanted === undefined ? gist(answer) : `${times} of ${times} executions as on the host`;
    console.log(`${machine.name}: ${answer.name}: ${problem ?? said} (${answer.seconds.toFixed(0)} s)`);
  }
  if (left > 0) console.log(`${machine.name}: it ended without ${left} of ${questions.length} answers`);
  return isWell && left === 0;
}

function failure({ status, text }: Answer): string | undefined {
  return status === 0 ? undefined : `exit status ${status}\n${text}\n`;
}

/** What counts in the text of an answer, in one line. */
function gist({ text }: Answer): string {
  return /^\s*Tests +(.*)$/m.exec(text)?.[1] ?? text.replaceAll('\n', ' ');
}

/** Where two answers differ. */
function difference(answer: Answer, wanted: Answer): string | undefined {
  const [given, expected] = [comparable(answer), comparable(wanted)];
  const runs = expected.length > 2 ? expected.map((_, index) => index) : [0];
  const equal = runs.filter((run) => given[run] === expected[run]);
  if (given.join('\n') === expected.join('\n')) return undefined;
  const [ours, theirs] = [given.join('\n').split('\n'), expected.join('\n').split('\n')];
  const line = theirs.findIndex((each, index) => each !== ours[index]);
  return `${equal.length} of ${runs.length} parts as on the host; line ${line + 1} is ${JSON.stringify(ours[line])}, there ${JSON.stringify(theirs[line])}`;
}
