import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { gateSupport } from '../launch/support.js';
import { keepPagesInForks } from './mapped-program.js';

const directory = mkdtempSync(join(realpathSync(tmpdir()), 'logtorture-mapped-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe.runIf(gateSupport().able)('what a process has mapped from files', () => {
  it('is written to where it is its program, and nowhere else', async () => {
    const log = join(directory, 'app.log');
    writeFileSync(log, 'a record\n');
    const maps = `import mmap, sys
log = open(${JSON.stringify(log)}, "rb")
mapped = mmap.mmap(log.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
print(mapped[:8].decode(), flush=True)
for line in sys.stdin:
  print(mapped[:8].decode(), flush=True)`;
    const child = execa('python3', ['-c', maps]);
    const said = child[Symbol.asyncIterator]();
    expect((await said.next()).value).toBe('a record');
    const own = changedPages(child.pid);
    keepPagesInForks(child.pid ?? 0);
    const now = changedPages(child.pid);
    const code = [...now.keys()].filter((each) => each.startsWith('r-xp') && !each.endsWith(']'));
    expect(code.length).toBeGreaterThan(1);
    expect(code.filter((each) => (now.get(each) ?? 0) === 0)).toEqual([]);
    const ofLog = [...now.keys()].filter((each) => each.endsWith(log));
    expect(ofLog.map((each) => now.get(each))).toEqual([own.get(ofLog[0] ?? '')]);
    writeFileSync(log, 'another\n\n', { flag: 'r+' });
    child.stdin.end('\n');
    expect((await said.next()).value).toBe('another');
    expect((await child).exitCode).toBe(0);
  });
});

/** Of each mapping, by its rights and its file, how much of it is the process's own, in kilobytes. */
function changedPages(pid: number | undefined): Map<string, number> {
  const mappings = readFileSync(`/proc/${pid}/smaps`, 'latin1').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return new Map(
    mappings.map((each) => {
      const [, rights = '', file = ''] = /^\S+ (\S+) \S+ \S+ \d+ +(.*)$/m.exec(each) ?? [];
      return [`${rights} ${file}`, Number(/^Anonymous: +(\d+)/m.exec(each)?.[1])];
    }),
  );
}
