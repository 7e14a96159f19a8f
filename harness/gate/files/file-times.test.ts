import { expect, it, onTestFinished } from 'vitest';
import { startMs } from '../world/clock.js';
import { members, openBench } from '../fixtures/open.js';
import { gateSupport } from '../launch/support.js';

it.runIf(gateSupport().able)('a process gives a file the times that it names, or those of its own clock', () => {
  const bench = openBench({ members: [members.script] });
  onTestFinished(() => bench.close());
  const code = `import os
open(file, "a").close()
os.utime(file, ns=(1_000_000_005, 2_000_000_006))
print(os.stat(file).st_atime_ns, os.stat(file).st_mtime_ns)
os.utime(file)
print(os.stat(file).st_mtime_ns)`;
  const { events } = bench.run([{ code }]);
  const printed = events.map((event) => (event.kind === 'printed' ? event.text : '')).join('');
  expect(printed).toBe(`1000000005 2000000006\n${startMs}000000\nclosed\n`);
});
