import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pin } from '../gate/kernel/processor.js';
import { newDirectory } from '../processes/directory.js';

/** Names the folder of the prototype of the gate, which is not in this repository. */
export const prototypeVariable = 'LOGTORTURE_PROTOTYPE';

export interface Prototype {
  /** Runs it for some seconds; gives the executions a second that it prints. */
  readonly rate: () => number;
  readonly close: () => void;
}

const compiler = 'gcc';
const flags = ['-Os', '-static', '-nostdlib', '-ffreestanding', '-fno-stack-protector', '-fno-builtin'];

/**
 * Builds the prototype that lies in a folder, with the koffi that is installed here.
 * @throws {Error} where that fails.
 */
export function openPrototype(folder: string, processor: number): Prototype {
  const { path, remove } = newDirectory();
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(path, name));
  run(path, compiler, [...flags, '-o', 'launch', 'launch.c']);
  const koffi = createRequire(import.meta.url).resolve('koffi');
  const modules = koffi.slice(0, koffi.lastIndexOf('/koffi/'));
  mkdirSync(join(path, 'node_modules'));
  for (const name of ['koffi', '@koromix']) symlinkSync(join(modules, name), join(path, 'node_modules', name));
  return {
    rate() {
      const unpin = pin(processor);
      try {
        const printed = run(path, process.execPath, ['warm.mjs', 'std', '2', '2']);
        return Number(/^(\d+) executions\/s/m.exec(printed)?.[1]);
      } finally {
        unpin();
      }
    },
    close: remove,
  };
}

function run(cwd: string, command: string, args: readonly string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  return stdout;
}
