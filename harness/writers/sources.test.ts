import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { versionsOfCommand, versionsOfModule } from './sources.js';
import { dirSync } from 'tmp-promise';

const { name: folder, removeCallback } = dirSync({ unsafeCleanup: true });
afterAll(() => removeCallback());

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const module = write(
  'app/my-logger.mjs',
  `import fs from 'node:fs';\nimport { log } from 'a-logger';\nimport './helper.mjs';\n`,
);
write('app/helper.mjs', `const linked = await import("linked/sub.js");\n`);
write('app/node_modules/a-logger/package.json', '{ "name": "a-logger", "version": "1.2.3" }');
write('linked/package.json', '{ "name": "linked", "version": "2.0.0" }');
symlinkSync(join(folder, 'linked'), join(folder, 'app', 'node_modules', 'linked'));

test('a module goes by a digest of its own files and the versions of the packages that these import', () => {
  expect(versionsOfModule(module)).toEqual({
    'my-logger.mjs': expect.stringMatching(/^[0-9a-f]{8}$/),
    'a-logger': '1.2.3',
    linked: '2.0.0',
  });
});

test.each([
  ['the module', 'app/my-logger.mjs', `import './helper.mjs';`],
  ['a file that it imports', 'app/helper.mjs', `import 'linked';`],
  ['a package that is linked', 'linked/index.js', 'anything'],
])('its digest is another one once %s is', (_, path, text) => {
  const digest = (): string | undefined => versionsOfModule(module)['my-logger.mjs'];
  const before = digest();
  expect(digest()).toBe(before);
  write(path, text);
  expect(digest()).not.toBe(before);
});

test('a command goes by digests of the files among its words', () => {
  const script = write('app/my_logger.py', 'pass');
  expect(versionsOfCommand(['python3', '-u', script])).toEqual({
    'my_logger.py': expect.stringMatching(/^[0-9a-f]{8}$/),
  });
});

test('a word that is a whole program is no file', () => {
  expect(versionsOfCommand(['sh', '-c', '# '.padEnd(5000, 'x')])).toEqual({});
});
