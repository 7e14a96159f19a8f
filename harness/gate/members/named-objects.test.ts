import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

const name = `named-${process.pid}`;
const library = 'import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n';

/** Python code that makes something for all to find, that looks for it without making it, and that removes it. */
const kinds = {
  semaphores: {
    make: 'found = libc.semget(0x4c540001, 1, 0o1600)',
    find: 'found = libc.semget(0x4c540001, 1, 0)',
    remove: 'found = libc.semctl(libc.semget(0x4c540001, 1, 0), 0, 0)',
  },
  'a queue of System V': {
    make: 'found = libc.msgget(0x4c540001, 0o1600)',
    find: 'found = libc.msgget(0x4c540001, 0)',
    remove: 'found = libc.msgctl(libc.msgget(0x4c540001, 0), 0, None)',
  },
  'memory of System V': {
    make: 'found = libc.shmget(0x4c540001, 100, 0o1600)',
    find: 'found = libc.shmget(0x4c540001, 100, 0)',
    remove: 'found = libc.shmctl(libc.shmget(0x4c540001, 100, 0), 0, None)',
  },
  'a queue of POSIX': {
    make: `found = libc.mq_open(b"/${name}", os.O_CREAT | os.O_RDWR, 0o600, None)`,
    find: `found = libc.mq_open(b"/${name}", os.O_RDWR)`,
    remove: `found = libc.mq_unlink(b"/${name}")`,
  },
  'memory of POSIX': {
    make: `found = libc.shm_open(b"/${name}", os.O_CREAT | os.O_RDWR, 0o600)`,
    find: `found = libc.shm_open(b"/${name}", os.O_RDWR, 0)`,
    remove: `found = libc.shm_unlink(b"/${name}")`,
  },
  'a named semaphore': {
    make: `libc.sem_open.restype = ctypes.c_void_p\nfound = 0 if libc.sem_open(b"/${name}", os.O_CREAT, 0o600, 1) else -1`,
    find: `libc.sem_open.restype = ctypes.c_void_p\nfound = 0 if libc.sem_open(b"/${name}", 0) else -1`,
    remove: `found = libc.sem_unlink(b"/${name}")`,
  },
} as const;

describe.runIf(gateSupport().able).each(Object.entries(kinds))('%s', (_, { make, find, remove }) => {
  const asked = (what: string): object =>
    code(
      `${library}${what}\nprint("found" if found >= 0 else errno.errorcode[ctypes.get_errno()], flush=True)`.replace(
        'import ctypes',
        'import errno, ctypes',
      ),
    );

  it('are found by the members of a session, and by no other session', () => {
    const [one, other] = [0, 1].map(() => openBench({ members: [members.script, members.script] }));
    if (one === undefined || other === undefined) throw new Error('There are no sessions.');
    const said = ({ run }: typeof one, ...what: readonly string[]): string[] =>
      printed(run(what.map(asked)))
        .split('\n')
        .filter((line) => line !== 'closed' && line !== '');
    expect(said(one, make, find)).toEqual(['found', 'found']);
    expect(said(other, find)).toEqual(['ENOENT']);
    expect(said(other, make)).toEqual(['found']);
    expect(said(other, remove)).toEqual(['found']);
    expect(said(other, find)).toEqual(['ENOENT']);
    expect(said(one, find)).toEqual(['found']);
    one.close();
    other.close();
    const [third] = [openBench({ members: [members.script] })];
    expect(said(third, find)).toEqual(['ENOENT']);
    third.close();
    expect(readdirSync('/dev/shm').filter((each) => each.includes(name))).toEqual([]);
  });
});
