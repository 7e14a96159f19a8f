import { mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomly } from '../fixtures/choose.js';
import { members, openBench } from '../fixtures/open.js';
import { gateSupport } from '../launch/support.js';
import type { Member } from '../world/member.js';
import { endKept } from './originals.js';

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'logtorture-kept-'));
const starts = join(folder, 'starts');
const script = join(folder, 'writer.py');
/** It leaves a mark where it starts, outside of any execution. */
const member: Member = { ...members.python, command: ['/usr/bin/python3', '-I', '-S', script], copyable: true };
const lines = [{ records: ['aaaaaaaaa', 'bbbbbbbbbbbb'] }, { records: ['cccccccccc', 'dddddddd'] }];

describe.runIf(gateSupport().able)('sessions one after another', () => {
  beforeEach(() => {
    writeFileSync(starts, '');
    const marks = `with open(${JSON.stringify(starts)}, "a") as marks: marks.write("*")\n`;
    writeFileSync(script, marks + readFileSync(members.python.command.at(-1) ?? '', 'utf8'));
  });
  afterEach(endKept);
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (count: number, seed: number, shares = true, started: Member = member): unknown => {
    const bench = openBench({ members: Array.from({ length: count }, () => started), shares });
    const ran = bench.run(lines.slice(0, count), randomly(seed));
    bench.close();
    return ran;
  };
  const startedTimes = (): number => readFileSync(starts, 'utf8').length;

  it('start a member once, and what they copy does what one that is started does', () => {
    const first = run(2, 1);
    expect(startedTimes()).toBe(1);
    expect(run(2, 1)).toEqual(first);
    run(1, 2);
    expect(startedTimes()).toBe(1);
    expect(run(2, 3)).toEqual(run(2, 3, false));
    expect(startedTimes()).toBe(2);
  });

  it('start it again where its command, its environment or a file that it names is another', () => {
    run(1, 1);
    run(1, 1, true, { ...member, env: { ...member.env, OTHER: '1' } });
    expect(startedTimes()).toBe(2);
    utimesSync(script, 1, 1);
    run(1, 1);
    expect(startedTimes()).toBe(3);
  });

  it('copy what another one has', () => {
    const [one, other] = [0, 1].map(() => openBench({ members: [member], shares: true }));
    expect(startedTimes()).toBe(1);
    const ran = [one, other].map((bench) => bench?.run(lines.slice(0, 1)));
    expect(ran[1]).toEqual(ran[0]);
    one?.close();
    other?.close();
  });

  it('start one for each place of what is not asked to be repeatable, which keeps what it has drawn at random', () => {
    run(2, 1, true, { ...member, copyable: 'alone' });
    expect(startedTimes()).toBe(2);
  });

  it('may grow, and what was added is kept like the others', () => {
    const grown = openBench({ members: [member], shares: true });
    grown.run(lines.slice(0, 1));
    grown.session.add(member);
    const ran = grown.run(lines, randomly(4));
    grown.close();
    expect(startedTimes()).toBe(1);
    expect(run(2, 4)).toEqual(ran);
    expect(startedTimes()).toBe(1);
  });

  it('share nothing where nothing is said, or when it has been ended', () => {
    run(1, 1, false);
    run(1, 1, false);
    expect(startedTimes()).toBe(2);
    run(1, 1);
    endKept();
    run(1, 1);
    expect(startedTimes()).toBe(4);
  });
});
