import { expect, test } from 'vitest';
import { adviceFor } from './language.js';

test.each([
  [['/usr/bin/python3.12', 'writer'], 'print(…, flush=True), or python3 -u'],
  [['./writer.py'], 'print(…, flush=True), or python3 -u'],
  [['/usr/bin/ruby', '-W0', 'writer.rb'], '$stdout.sync = true'],
  [['perl', 'writer'], '$| = 1'],
  [['java', '-cp', 'classes', 'Main'], 'System.out.flush()'],
  [['./writer'], 'flush standard output after each'],
])('advises on how to flush by the language of the command: %j', (command, flush) => {
  expect(adviceFor(command).flush).toBe(flush);
});

test.each([
  [[process.execPath, 'writer.mjs'], /process\.pid/],
  [['bash', 'writer'], /\$RANDOM/],
  [['./writer'], /process number/],
])('advises on what differs from run to run: %j', (command, repeat) => {
  expect(adviceFor(command).repeat).toMatch(repeat);
});
