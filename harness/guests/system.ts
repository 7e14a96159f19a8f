import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../package-root.js';
import { kept } from './cache.js';
import type { Machine } from './machines.js';

/** Debian 12, whose kernel is the oldest that is in wide use and can hold steps. */
const suite = 'bookworm';
const packages = [
  'base-files bash dash coreutils grep sed findutils util-linux mount procps gzip hostname debianutils diffutils mawk',
  'python3 libstdc++6 gcc libc6-dev strace busybox-static',
].flatMap((line) => line.split(' '));

/**
 * The folder with all of a guest's files but logtorture's own: Debian with its kernel, the Node that runs this, and the
 * modules of logtorture for the machine. Nothing of it is run here: it is unpacked only.
 */
export async function systemOf(machine: Machine): Promise<string> {
  const lock = readFileSync(join(packageRoot, 'package-lock.json'), 'utf8');
  const tree = await treeOf(machine);
  return kept(`system-${machine.name}`, [tree, process.version, lock, 'layout 1'], async (into) => {
    console.log(`${machine.name}: unpacking Debian, Node and the modules`);
    await execa('tar', ['-xf', join(tree, 'tree.tar'), '-C', into, '--exclude=./dev/*', '--no-same-owner']);
    layOut(into);
    await addNode(machine, into);
    await addModules(machine, join(into, 'logtorture'));
  });
}

/** Debian's packages, fetched and unpacked into one archive. */
async function treeOf({ name }: Machine): Promise<string> {
  const wanted = [...packages, `linux-image-${name}`];
  return kept(`debian-${name}`, [suite, ...wanted], async (into) => {
    console.log(`${name}: fetching Debian's packages`);
    await execa('mmdebstrap', [
      '--variant=extract',
      `--architectures=${name}`,
      '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
      '--aptopt=Acquire::Languages "none"',
      `--include=${wanted.join(',')}`,
      suite,
      join(into, 'tree.tar'),
    ]);
  });
}

/** What the packages' own scripts would have made. */
function layOut(root: string): void {
  const users = ['root:x:0:0:root:/root:/bin/bash', 'nobody:x:65534:65534:nobody:/nonexistent:/bin/sh'];
  writeFileSync(join(root, 'etc/passwd'), `${users.join('\n')}\n`);
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n');
  if (!existsSync(join(root, 'usr/bin/awk'))) symlinkSync('mawk', join(root, 'usr/bin/awk'));
  if (!existsSync(join(root, 'usr/bin/sh'))) symlinkSync('dash', join(root, 'usr/bin/sh'));
}

async function addNode({ node }: Machine, root: string): Promise<void> {
  const name = `node-linux-${node}@${process.versions.node}`;
  const { stdout } = await execa('npm', ['pack', '--silent', name], {
    cwd: root,
  });
  const archive = join(root, stdout.trim());
  await execa('tar', ['-xzf', archive, '-C', join(root, 'usr/bin'), '--strip-components=2', 'package/bin/node']);
  rmSync(archive);
}

async function addModules({ node }: Machine, folder: string): Promise<void> {
  mkdirSync(folder);
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(packageRoot, name), join(folder, name));
  await execa('npm', ['ci', `--cpu=${node}`, '--os=linux', '--libc=glibc', '--ignore-scripts'], { cwd: folder });
  // The guest runs what has been compiled here, and checks nothing.
  const compiler = join(folder, 'node_modules/.bin/tsc');
  rmSync(compiler);
  symlinkSync('/usr/bin/true', compiler);
}
