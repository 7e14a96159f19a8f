import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { members, openBench } from './fixtures/open.js';
import { printed } from './fixtures/ran.js';
import { code } from './fixtures/script.js';
import { gateSupport } from './launch/support.js';

const descriptors = (): number => readdirSync('/proc/self/fd').length;
const children = (): string[] =>
  readdirSync('/proc/self/task').map((tid) => readFileSync(`/proc/self/task/${tid}/children`, 'latin1'));

describe.runIf(gateSupport().able)('a session', () => {
  it('refuses a member that does not read its first line, and says what it printed', () => {
    const broken = { ...members.script, command: ['/bin/sh', '-c', 'echo gone >&2; exit 3'] } as const;
    expect(() => openBench({ members: [broken] })).toThrow(
      /cannot be used: it has ended with exit status \d+ instead .* It said: gone/s,
    );
    const missing = { ...members.script, command: ['no-such-program'] } as const;
    expect(() => openBench({ members: [missing] })).toThrow(
      'no-such-program cannot be started: there is no such program on the PATH',
    );
  });

  it('starts a member in a folder whose name is not plain ASCII', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'größe 日本 '));
    const bench = openBench({ members: [{ ...members.script, cwd }] });
    const ran = bench.run([code('import os\nprint(ascii(os.getcwd()))')]);
    bench.close();
    rmSync(cwd, { recursive: true });
    expect(printed(ran)).toContain(String.raw`/gr\xf6\xdfe \u65e5\u672c `);
  });

  it('starts anew a member that has left a child behind, even one that waits for a line', () => {
    const bench = openBench({ members: [members.script] });
    bench.run([code('import os\nos.fork()')]);
    const ran = bench.run([code('import os\nos._exit(5)')]);
    bench.close();
    expect(ran.states).toEqual([{ state: 'ended', code: 5, signal: null }]);
  });

  it('leaves no descriptor and no process', () => {
    const before = [descriptors(), children()];
    const bench = openBench({ members: [members.script, members.shell] });
    for (const body of ['import os; os._exit(1)', 'import os; os.fork(); os.fork(); os._exit(0)', 'open(file, "w")'])
      bench.run([code(body), { records: ['one', 'two'] }]);
    bench.close();
    expect([descriptors(), children()]).toEqual(before);
  });

  const lives = 'import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()';
  const orphans = [
    ['that end at once', 'os._exit(0)'],
    ['that go on', lives],
    ['that have ended, but are not waited for', `os.fork() or os._exit(0)\n  ${lives}`],
  ] as const;

  it.each(orphans)('leaves no children of children %s, in a session of their own', (_, does) => {
    const before = children();
    const daemon = `import os\nif os.fork() == 0:\n  os.setsid()\n  if os.fork(): os._exit(0)\n  ${does}`;
    const bench = openBench({ members: [members.script, members.script] });
    bench.run([code(daemon), code(`${daemon}\nos._exit(0)`)]);
    bench.run([code('open(file, "w")'), code(`${daemon}\nos.wait()`)]);
    bench.close();
    expect(children()).toEqual(before);
  });
});
