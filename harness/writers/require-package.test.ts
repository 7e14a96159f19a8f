import { execaSync } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirSync } from 'tmp-promise';
import { expect, test } from 'vitest';
import { compiledModule } from '../package-root.js';

test("a writer takes the library of the project in the current folder, and else logtorture's own", () => {
  const { name: project, removeCallback } = dirSync({ unsafeCleanup: true });
  const folder = join(project, 'node_modules', 'winston');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "winston", "version": "0.0.1", "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), 'module.exports = "the user’s";');
  const script = `
    const { requirePackage } = await import(${JSON.stringify(compiledModule('writers/require-package.js'))});
    const { installedVersion } = await import(${JSON.stringify(compiledModule('writers/installed-version.js'))});
    console.log(requirePackage('winston'), installedVersion('winston'), typeof requirePackage('pino'));`;
  const { stdout } = execaSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: project });
  removeCallback();
  expect(stdout).toBe('the user’s 0.0.1 function');
});
