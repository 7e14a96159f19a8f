import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { packageRoot } from '../package-root.js';
import { kept } from './cache.js';
import type { Machine } from './machines.js';
import { searched } from './needs.js';
import { systemOf } from './system.js';

/** What a guest is booted from. */
export interface Image {
  readonly kernel: string;
  readonly ramdisk: string;
  readonly disk: string;
}

const init = join(packageRoot, 'harness/guests/init');
const diskSize = '3G';

export async function imageOf(machine: Machine): Promise<Image> {
  const system = await systemOf(machine);
  const folder = await kept(`image-${machine.name}`, [system, readFileSync(init, 'utf8')], async (into) => {
    console.log(`${machine.name}: building the disk`);
    const kernel = readdirSync(join(system, 'boot')).find((name) => name.startsWith('vmlinuz-')) ?? '';
    copyFileSync(join(system, 'boot', kernel), join(into, 'kernel'));
    await makeRamdisk(system, join(into, 'ramdisk'));
    const options = ['-q', '-t', 'ext4', '-O', '^has_journal', '-E', 'root_owner=0:0', '-d', system];
    await execa('mke2fs', [...options, join(into, 'disk'), diskSize], {
      env: { PATH: searched },
    });
  });
  return {
    kernel: join(folder, 'kernel'),
    ramdisk: join(folder, 'ramdisk'),
    disk: join(folder, 'disk'),
  };
}

/** What the kernel starts from: the drivers of the disk and of its file system, and what mounts it. */
async function makeRamdisk(system: string, file: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'logtorture-ramdisk-'));
  try {
    for (const folder of ['bin', 'dev', 'proc', 'sys', 'new', 'modules']) mkdirSync(join(root, folder));
    copyFileSync(join(system, 'bin/busybox'), join(root, 'bin/busybox'));
    writeFileSync(join(root, 'init'), readFileSync(init), { mode: 0o755 });
    driversIn(join(system, 'lib/modules')).forEach((driver, index) =>
      copyFileSync(driver, join(root, 'modules', `${10 + index}-${basename(driver)}`)),
    );
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).join('\n');
    const { stdout } = await execa('cpio', ['-o', '-H', 'newc', '--quiet', '--owner=0:0'], {
      cwd: root,
      input: names,
      encoding: 'buffer',
    });
    writeFileSync(file, gzipSync(stdout));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The drivers that a guest needs, each behind those that it depends on. */
function driversIn(folder: string): readonly string[] {
  const all = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ko'))
      .map((name) => [basename(name, '.ko').replaceAll('-', '_'), join(folder, name)]),
  );
  const found = new Set<string>();
  const add = (name: string): void => {
    const file = all.get(name.replaceAll('-', '_'));
    if (file === undefined || found.has(file)) return;
    const depends = /\0depends=([^\0]+)\0/.exec(readFileSync(file, 'latin1'))?.[1] ?? '';
    for (const each of depends.split(',')) add(each);
    found.add(file);
  };
  for (const name of ['virtio_pci', 'virtio_blk', 'crc32c_generic', 'ext4']) add(name);
  return [...found];
}
