import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newDirectory } from '../processes/directory.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

test('what a module prints on standard output is told as that, line by line, whatever it is written as', async () => {
  const path = join(directory.path, 'prints.mjs');
  writeFileSync(
    path,
    `import { appendFileSync } from 'node:fs';
     export default { name: 'prints', rotations: ['none'], guarantees: ['no-error'],
       open: ({ file }) => ({
         append(record) {
           process.stdout.write('one\\ntwo');
           process.stdout.write('');
           process.stdout.write('6869', 'hex');
           console.log(new Error('it broke'));
           console.error('on the other one');
           appendFileSync(file, record + '\\n');
         },
         close: () => new Promise((done) => process.stdout.write(Buffer.from('closed\\n'), done)) }) };`,
  );
  const { stdout } = await logtorture('run', '--writer', path, '-p', '1', '-n', '2');
  expect(stdout.match(/^ {2}p0 \| .*$/gm)).toEqual([
    '  p0 | on standard output: one  2 times',
    '  p0 | on standard output: two  2 times',
    '  p0 | on standard output: hi  2 times',
    '  p0 | on standard output: Error: it broke  2 times',
    '  p0 | on the other one  2 times',
    '  p0 | on standard output: closed',
  ]);
  expect(stdout).toMatch(/^0\/2 records are missing/m);
});
