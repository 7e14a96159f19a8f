import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { bundledModule, compiledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';

describe.runIf(gateSupport().able)('a controlled run', () => {
  test('that is killed, so that it can tidy up nothing, leaves no process behind', async () => {
    const own = newDirectory();
    const writer = join(own.path, 'mine.mjs');
    writeFileSync(writer, `export { default } from ${JSON.stringify(compiledModule('writers/size.js'))};`);
    const args = ['run', '--writer', writer, '-t', 'size', '--controlled', '--seed', '1', '--runs', '1000000'];
    const subprocess = execa(process.execPath, [bundledModule('cli/logtorture.js'), ...args], {
      reject: false,
      buffer: false,
      env: { LOGTORTURE_DIRECTORY: own.path },
    });
    await new Promise<void>((resolve) => {
      let printed = '';
      subprocess.stdout.on('data', (text) => {
        printed += String(text);
        if (printed.includes('run 3\n')) resolve();
      });
    });
    expect(processesOf(writer)).not.toEqual([]);
    subprocess.kill('SIGKILL');
    expect((await subprocess).signal).toBe('SIGKILL');
    await expect.poll(() => processesOf(writer)).toEqual([]);
    own.remove();
  });
});

/** The processes that run with a path among their arguments. */
function processesOf(path: string): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && argumentsOf(pid).includes(path));
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
