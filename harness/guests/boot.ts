import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../package-root.js';
import { imageOf } from './image.js';
import type { Machine } from './machines.js';

/** What a guest has of this checkout, beside the modules that are on its disk. */
const taken = ['dist', 'harness', 'properties', 'package.json', 'vitest.config.ts', 'tsconfig.json'];

/** How a guest's programs are run: by the host's processor itself, or each instruction emulated, some ten times slower. */
export type Accelerator = 'kvm' | 'tcg';

const probeLimitMs = 30_000;

/** The fastest accelerator that boots a guest here: there are hosts that have KVM, and in which no usual kernel comes up. */
export async function acceleratorFor(machine: Machine): Promise<Accelerator> {
  if (machine.node !== process.arch) return 'tcg';
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    for await (const line of boot(machine, 'kvm', 'echo came up', {
      timeout: probeLimitMs,
      stderr: 'ignore',
    }))
      if (line.startsWith('came up')) return 'kvm';
  } catch {
    // It did not come up.
  }
  return 'tcg';
}

const usual = { stderr: 'inherit' } as const;

/** Boots a guest, runs a shell script in it, in the folder of this checkout, and gives the lines that it prints. */
export async function* boot(
  machine: Machine,
  accelerator: Accelerator,
  script: string,
  options: {
    readonly timeout?: number;
    readonly stderr: 'inherit' | 'ignore';
  } = usual,
): AsyncGenerator<string> {
  const { kernel, ramdisk, disk } = await imageOf(machine);
  const folder = mkdtempSync(join(tmpdir(), 'logtorture-guest-'));
  try {
    const checkout = join(folder, 'checkout.tar');
    writeFileSync(join(folder, 'job'), script);
    await execa('tar', ['-cf', checkout, '-C', packageRoot, ...taken, '-C', folder, 'job']);
    // What the guest writes to its disks is forgotten when it ends.
    const drive = (file: string): string => `file=${file},format=raw,if=virtio,snapshot=on,cache=unsafe`;
    const kernelOptions = [`console=${machine.console}`, ...machine.kernelOptions, 'quiet', 'loglevel=1', 'panic=-1'];
    const how =
      accelerator === 'kvm'
        ? ['-accel', 'kvm', '-cpu', 'max']
        : ['-accel', 'tcg,thread=multi', '-cpu', machine.emulatedProcessor];
    const size = ['-m', '4096', '-smp', '2', '-nographic', '-no-reboot', '-nic', 'none'];
    const start = ['-kernel', kernel, '-initrd', ramdisk, '-append', kernelOptions.join(' ')];
    const drives = ['-drive', drive(disk), '-drive', drive(checkout)];
    yield* execa(machine.emulator, [...machine.options, ...how, ...size, ...start, ...drives], {
      env: { TMPDIR: folder },
      stdin: 'ignore',
      ...options,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
