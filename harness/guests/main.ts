import { gateSupport } from '../gate/index.js';
import { errorMessage } from '../words.js';
import { askGuest } from './ask-guest.js';
import { machines } from './machines.js';
import { assertInstalled } from './needs.js';
import { answerHere, traces, type Answer } from './questions.js';

/**
 * Boots Debian 12's Linux 6.1 on emulated machines, and compares what logtorture says there with what it says here:
 * `npm run guests`, or `npm run guests -- arm64`. The exit status is 0 when all is equal, 1 when something differs, 2 when
 * it can't be asked.
 */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !machines.some((machine) => machine.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no guest ${unknown}. The guests are ${machines.map(({ name }) => name).join(', ')}.`);
  const asked = machines.filter(({ name }) => names.length === 0 || names.includes(name));
  assertInstalled(asked);
  const support = gateSupport();
  if (!support.able) throw new Error(`There is nothing to compare with: here ${support.reason}.`);
  const expected = new Map<string, Answer>();
  for (const question of traces) expected.set(question.name, await answerHere(question));
  let allWell = true;
  for (const machine of asked) if (!(await askGuest(machine, expected))) allWell = false;
  return allWell ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`guests: ${errorMessage(error)}`);
  process.exitCode = 2;
}
