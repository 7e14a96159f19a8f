import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';
import { numberOf, type SystemCall } from './syscalls.js';

const calls: readonly (readonly [SystemCall, string])[] = [
  ['io_uring_setup', '4, 0'],
  ['io_setup', '1, ctypes.byref(ctypes.c_long(0))'],
  ['open_by_handle_at', '-100, 0, 0'],
  ['futex_waitv', '0, 0, 0, 0, 0'],
];

describe.runIf(gateSupport().able)('what would go past the gate', () => {
  it('is not there', () => {
    const asked = calls.map(([name, values]) => `library.syscall(${numberOf(name)}, ${values})`);
    const lines = asked.map((call) => `print(${call}, errno.errorcode[ctypes.get_errno()])`).join('\n');
    const cloned = `
log = os.open(file, os.O_RDWR | os.O_CREAT)
other = os.open(file + '.2', os.O_RDWR | os.O_CREAT)
for request in (0x40049409, 0x4020940d, 0xc0189436):
    print(library.ioctl(log, ctypes.c_ulong(request), other), errno.errorcode[ctypes.get_errno()])`;
    const bench = openBench({ members: [members.script] });
    const ran = bench.run([
      code(`import ctypes, errno, os\nlibrary = ctypes.CDLL(None, use_errno=True)\n${lines}${cloned}`),
    ]);
    bench.close();
    const refused = [...calls.map(() => '-1 ENOSYS'), '-1 ENOTSUP', '-1 ENOTSUP', '-1 ENOTSUP'];
    expect(printed(ran).split('\n')).toEqual([...refused, 'closed', '']);
  });
});
