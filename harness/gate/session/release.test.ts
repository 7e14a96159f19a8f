import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed, steps } from '../fixtures/ran.js';
import { code, openLog } from '../fixtures/script.js';
import type { Choose } from '../execute.js';
import { gateSupport } from '../launch/support.js';

const answering =
  (answer: object): Choose =>
  (states) => {
    const [state] = states;
    const isWrite = state?.state === 'ready' && state.steps[0]?.call === 'write' && state.steps[0].bytes === 10;
    return { process: 0, ...(isWrite ? answer : {}) };
  };

describe.runIf(gateSupport().able)('a step', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('carries its result, its sizes and its footprint', () => {
    const ran = bench.run([
      code(
        `import os\n${openLog}os.write(log, b"12345")\nos.rename(file, file + ".1")\nos.write(log, b"6")\ntry: os.unlink(file)\nexcept OSError: pass`,
      ),
    ]);
    expect(steps(ran)).toEqual([
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'open',
        path: 'app.log',
        flags: 'O_WRONLY|O_CREAT|O_APPEND',
        result: { value: 0, size: 0 },
        footprint: [
          { object: 'entry:app.log', access: 'write' },
          { object: 'inode:1', access: 'write' },
        ],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'write',
        path: 'app.log',
        bytes: 5,
        result: { value: 5, size: 5 },
        footprint: [{ object: 'inode:1', access: 'write' }],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'rename',
        path: 'app.log',
        to: 'app.log.1',
        result: { value: 0 },
        footprint: [
          { object: 'entry:app.log', access: 'write' },
          { object: 'entry:app.log.1', access: 'write' },
        ],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'write',
        path: 'app.log.1',
        bytes: 1,
        result: { value: 1, size: 6 },
        footprint: [{ object: 'inode:1', access: 'write' }],
      },
      {
        kind: 'step',
        process: 0,
        thread: 0,
        call: 'unlink',
        path: 'app.log',
        result: { error: 'ENOENT' },
        footprint: [{ object: 'entry:app.log', access: 'read' }],
      },
    ]);
    expect(ran.files).toEqual({ 'app.log.1': '123456' });
  });

  it('fails with the error that it is answered with', () => {
    const ran = bench.run(
      [code(`import os\n${openLog}try: os.write(log, b"0123456789")\nexcept OSError as error: print(error.errno)`)],
      answering({ answer: { error: 'ENOSPC' } }),
    );
    expect(printed(ran)).toBe('28\nclosed\n');
    expect(ran.files).toEqual({ 'app.log': '' });
  });

  it('ends after some bytes when it is answered so, and the writer writes the rest', () => {
    const ran = bench.run(
      [code(`f = open(file, "wb", 0)\nprint(f.write(b"0123456789"))`)],
      answering({ answer: { shortBytes: 4 } }),
    );
    expect(printed(ran)).toBe('4\nclosed\n');
    expect(ran.files).toEqual({ 'app.log': '0123' });
  });

  it('takes effect while its process is killed before it learns of it', () => {
    const ran = bench.run(
      [code(`import os\n${openLog}os.write(log, b"0123456789")\nos.write(log, b"never")`)],
      answering({ answer: { thenKill: true } }),
    );
    expect(ran.states).toEqual([{ state: 'ended', code: null, signal: 'SIGKILL' }]);
    expect(ran.files).toEqual({ 'app.log': '0123456789' });
  });

  it('that ends its process touches the sockets of it, and is told before what the process printed meanwhile', () => {
    const ran = bench.run([
      code(
        `import os, socket\ns = socket.socket(socket.AF_UNIX)\ns.bind(file + ".s")\n${openLog}os.write(log, b"x")\nprint("done", flush=True)\nos._exit(0)`,
      ),
    ]);
    const told = ran.events.map((event) => (event.kind === 'step' ? event.call : event.kind));
    expect(told).toEqual(['bind', 'open', 'write', 'printed']);
    const [bound, , written] = steps(ran);
    const socket = bound?.footprint.find(({ object }) => object.startsWith('socket:'));
    expect(socket).toBeDefined();
    expect(written?.footprint).toEqual([{ object: 'inode:2', access: 'write' }, socket]);
  });

  it('keeps what a process does outside the directory out of the trace', () => {
    const ran = bench.run([code('import os, tempfile\nf = tempfile.TemporaryFile()\nf.write(b"x")\nf.close()')]);
    expect(steps(ran)).toEqual([]);
  });
});

describe.runIf(gateSupport().able)('a step on a descriptor', () => {
  const bench = openBench({ members: [members.script, members.script] });
  afterAll(() => bench.close());
  const writing = `import os\n${openLog}os.write(log, b"12345")`;
  /** The second member acts while the first one is held at its write. */
  const inBetween: Choose = ([first, second]) => {
    const isHeld = first?.state === 'ready' && first.steps[0]?.call === 'write';
    return { process: isHeld && second?.state === 'ready' ? 1 : 0 };
  };

  it.each([
    ['renamed', 'os.rename(file, file + ".1")', 'app.log.1'],
    ['unlinked', 'os.unlink(file)', 'app.log (deleted)'],
  ])('tells what its file is called when it was %s while the step was held', (_, act, now) => {
    const ran = bench.run([code(writing), code(`import os\n${act}`)], inBetween);
    expect(steps(ran)).toHaveLength(3);
    expect(steps(ran).at(-1)).toMatchObject({ process: 0, call: 'write', path: 'app.log', now });
  });

  it('says once that its file had no name any more before the step was held', () => {
    const ran = bench.run([code(`import os\n${openLog}os.unlink(file)\nos.write(log, b"12345")`)]);
    expect(steps(ran).at(-1)).toMatchObject({ call: 'write', path: '(deleted)' });
    expect(steps(ran).at(-1)).not.toHaveProperty('now');
  });
});
