import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const status = '/var/lib/dpkg/status';
/** Where install-subjects.sh unpacks what can't be installed beside another package. */
const unpacked = '/usr/local/lib/logtorture';
let installed: ReadonlyMap<string, string> | undefined;

/** The version of a package of Debian's that is installed, or unpacked; nothing where it is not, or where there is no Debian. */
export function debianVersion(name: string): string | undefined {
  const known = (installed ??= readInstalled()).get(name);
  return known ?? fieldOf(textOf(join(unpacked, name, 'DEBIAN', 'control')), 'Version');
}

function readInstalled(): ReadonlyMap<string, string> {
  const entries = textOf(status).split('\n\n');
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const isInstalled = fieldOf(entry, 'Status')?.endsWith(' installed');
      return isInstalled === true ? [[fieldOf(entry, 'Package') ?? '', fieldOf(entry, 'Version') ?? '']] : [];
    }),
  );
}

function fieldOf(entry: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(entry)?.[1];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
