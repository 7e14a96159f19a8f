import { readFileSync } from 'node:fs';

const status = '/var/lib/dpkg/status';
let installed: ReadonlyMap<string, string> | undefined;

/** The version of a package of Debian's that is installed; nothing where it is not, or where there is no Debian. */
export function debianVersion(name: string): string | undefined {
  return (installed ??= readInstalled()).get(name);
}

function readInstalled(): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(status, 'utf8');
  } catch {
    return new Map();
  }
  return new Map(
    text.split('\n\n').flatMap((entry): [string, string][] => {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(entry)?.[1] ?? '';
      return field('Status').endsWith(' installed') ? [[field('Package'), field('Version')]] : [];
    }),
  );
}
