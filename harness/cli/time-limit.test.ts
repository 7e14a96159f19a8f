import { execa } from 'execa';
import { expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { compiledModule } from '../package-root.js';
import { budgetIn } from './time-limit.js';

test('a budget is the one that a check will read, and no other command has one', () => {
  expect(budgetIn(['check', 'size'])).toEqual({ seconds: 30 });
  expect(budgetIn(['check', 'size'], '1m')).toEqual({ seconds: 60 });
  expect(budgetIn(['check', 'size', '--budget', '400'], '1m')).toEqual({ executions: 400 });
  expect(budgetIn(['check', '--budget=2s', '--budget=3s', '--', 'logger', '--budget', '400'])).toEqual({ seconds: 3 });
  expect(budgetIn(['check', 'size', '--budget', 'soon'])).toBeUndefined();
  expect(budgetIn(['check', 'size', '--budget'], 'soon')).toBeUndefined();
  expect(budgetIn(['run', '--budget', '2s'])).toBeUndefined();
});

/** A process whose time was over before it began, and which then does nothing but compute. */
const computes = `
const { keepTimeLimit } = await import(${JSON.stringify(compiledModule('cli/time-limit.js'))});
keepTimeLimit(['check', 'size', '--budget', '1s'], -1e9);
for (;;);`;

test.runIf(gateSupport().able)('a check whose time is over ends, even in the midst of computing', async () => {
  const { exitCode, stderr } = await execa(process.execPath, ['--input-type=module', '-e', computes], {
    reject: false,
    timeout: 60_000,
  });
  expect(stderr).toMatch(/^logtorture: the time is over, and this machine had too little left/);
  expect(exitCode).toBe(3);
});
