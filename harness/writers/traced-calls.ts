import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

const CALLS = [
  'openat,close,write,writev,pwrite64,rename,renameat,renameat2,unlink,unlinkat,getdents64',
  'stat,lstat,fstat,newfstatat,statx,access,faccessat,faccessat2,lseek,ioctl,ftruncate,truncate,link,linkat,flock,fsync',
].join(',');

export type Traced = { readonly calls: string; readonly stdout: string; readonly stderr: string };

/**
 * Runs a command under strace and gives its calls on `directory`, one a line in their order: the call, the names in the
 * directory, and what makes two such calls differ (an open's flags, a write's bytes, the error).
 *
 * What one runtime does by other means than the other is given one name:
 * - stat, fstatat, statx and access are a `look`; a read of the directory is one `readdir`.
 * - Python's `seek(0, 2)` and `tell()` (lseek to the end, lseek to where it is) and Node's fstat are both `size`.
 * - What Python's `open` asks of each descriptor that it has just opened (an fstat for the buffer's size, an lseek to the
 *   end, whether it is a terminal, twice where it stands) is left out: nothing is decided by it.
 */
export async function traceCalls(
  command: readonly string[],
  options: { readonly directory: string; readonly traces: string; readonly input: string; readonly timezone: string },
): Promise<Traced> {
  const { directory, traces, input, timezone } = options;
  // With -ff each thread has a file of its own, so that no call is split in two by another thread's.
  const strace = ['-ff', '--seccomp-bpf', '-s', '0', '-e', `trace=${CALLS}`, '-o', join(traces, 'thread')];
  const { stdout, stderr } = await execa('strace', [...strace, ...command], { input, env: { TZ: timezone } });
  const threads = await Promise.all((await readdir(traces)).map((name) => readFile(join(traces, name), 'utf8')));
  const lines = threads.flatMap((thread) => callsOn(directory, thread.split('\n')));
  return { calls: oneNameEach(lines.join('\n')), stdout, stderr };
}

/** A thread's calls on the directory, each as `name path details`. Descriptors go by the name they were opened with. */
function callsOn(directory: string, lines: readonly string[]): readonly string[] {
  const opened = new Map<string, string>();
  return lines.flatMap((line) => {
    const { call, rest, result, error } = /^(?<call>\w+)\((?<rest>.*)\) += (?<result>-?\d+)(?<error> E\w+)?/u.exec(line)
      ?.groups ?? { call: '', rest: '', result: '', error: '' };
    const paths = [...(rest ?? '').matchAll(/"(?<path>\/[^"]*)"/gu)].map((match) => match[1] ?? '');
    const flags = /O_[A-Z_|]+/u.exec(rest ?? '')?.[0] ?? '';
    const within = paths.filter((path) => path === directory || path.startsWith(`${directory}/`));
    if (within.length > 0) {
      const names = within.map((path) => path.slice(directory.length + 1) || '.').join(' ');
      if (call === 'openat' && !error) opened.set(result ?? '', names);
      return [`${call} ${names}${flags && ` ${flags}`}${error ?? ''}`];
    }
    const descriptor = /^\d+/u.exec(rest ?? '')?.[0] ?? '';
    const name = opened.get(descriptor);
    if (name === undefined) return [];
    if (call === 'close') opened.delete(descriptor);
    const details = /\d+$|SEEK_\w+$/u.exec(call === 'write' || call === 'lseek' ? (rest ?? '') : '')?.[0];
    const byDescriptor = call === 'newfstatat' || call === 'statx' ? 'fstat' : call;
    return [`${byDescriptor} ${name}${details ? ` ${details}` : ''}${error ?? ''}`];
  });
}

function oneNameEach(calls: string): string {
  const askedByOpen = String.raw`\nfstat \1\nlseek \1 SEEK_END\nioctl \1 ENOTTY\nlseek \1 SEEK_CUR\nlseek \1 SEEK_CUR`;
  return calls
    .replaceAll(/^(?:stat|newfstatat|statx|access|faccessat|faccessat2) /gmu, 'look ')
    .replaceAll(/^openat \. .*O_DIRECTORY.*\n(?:(?:fstat|getdents64) \.\n)+close \./gmu, 'readdir .')
    .replaceAll(
      new RegExp(String.raw`^(openat (\S+) .*)${askedByOpen.replaceAll(String.raw`\1`, String.raw`\2`)}$`, 'gmu'),
      '$1',
    )
    .replaceAll(/^lseek (\S+) SEEK_END\nlseek \1 SEEK_CUR$/gmu, 'size $1')
    .replaceAll(/^fstat /gmu, 'size ')
    .replaceAll(/^openat /gmu, 'open ');
}
