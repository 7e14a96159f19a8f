import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { age } from './birth-order.js';

test('a process born after the PIDs have wrapped around is younger than one born before', () => {
  const most = Number(readFileSync('/proc/sys/kernel/pid_max', 'latin1'));
  const [main, second, third] = [most - 8, most - 1, 300];
  const byAge = [third, main, second].toSorted((one, other) => age(main, one) - age(main, other));
  expect(byAge).toEqual([main, second, third]);
});
