import { asksToLook, hasFlag, type HeldStep } from '../gate/index.js';

const naming = new Set(['rename', 'unlink', 'rmdir', 'mkdir', 'link', 'symlink', 'bind']);

/**
 * Whether two steps that are still held may conflict, as far as their calls and paths tell: they share a path, and one of
 * them may change something; or one lists a folder in which the other may change a name. What they truly touch is known
 * once they are performed. Two names of one file are not seen through, so this is for drawing schedules, never for
 * leaving some out.
 */
export function mayConflict(one: HeldStep, other: HeldStep): boolean {
  if (asksToLook(one) && asksToLook(other)) return false;
  const paths = pathsOf(other);
  return pathsOf(one).some((path) => paths.includes(path)) || mayList(one, other) || mayList(other, one);
}

export function pathsOf({ path, to }: HeldStep): readonly string[] {
  return [path, to].filter((each) => each !== undefined);
}

function mayList({ call, path }: HeldStep, other: HeldStep): boolean {
  return call === 'list' && mayName(other) && pathsOf(other).some((name) => folderOf(name) === path);
}

function mayName({ call, flags }: HeldStep): boolean {
  return naming.has(call) || (call === 'open' && hasFlag(flags, 'O_CREAT'));
}

function folderOf(name: string): string {
  const slash = name.lastIndexOf('/');
  return slash < 0 ? '.' : name.slice(0, slash);
}
