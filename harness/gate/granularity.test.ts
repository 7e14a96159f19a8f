import { afterEach, describe, expect, it } from 'vitest';
import { borrowWithoutSharing } from './members/descriptors.js';
import { buildFilter, type Granularity } from './launch/filter.js';
import { members, openBench } from './fixtures/open.js';
import { gateSupport } from './launch/support.js';

const granularities: readonly Granularity[] = ['min', 'std', 'full'];
const instructionBytes = 8;

describe('the filter', () => {
  it.each(granularities)('%s jumps only forward, to one of its own instructions', (granularity) => {
    const filter = buildFilter(granularity);
    const length = filter.length / instructionBytes;
    for (let index = 0; index < length; index++) {
      const jumps = (filter.readUInt16LE(index * instructionBytes) & 7) === 5;
      const furthest = Math.max(
        filter.readUInt8(index * instructionBytes + 2),
        filter.readUInt8(index * instructionBytes + 3),
      );
      expect(jumps ? index + 1 + furthest : index).toBeLessThan(length);
    }
  });

  it('is longer the finer it is', () => {
    const [min = 0, std = 0, full = 0] = granularities.map((granularity) => buildFilter(granularity).length);
    expect(min).toBeLessThan(std);
    expect(std).toBeLessThan(full);
  });
});

const line = (process: number): object => ({ records: ['a', 'b', 'c'].map((letter) => `${process}${letter}xxxxxxx`) });
const lines = (files: Readonly<Record<string, string>>): string[] =>
  Object.values(files).join('').trim().split('\n').toSorted();

function runMixed(): unknown {
  const bench = openBench({ members: [members.nodeSync, members.python] });
  const ran = bench.run([line(0), line(1)]);
  bench.close();
  return ran;
}

describe.runIf(gateSupport().able)('a granularity', () => {
  afterEach(() => borrowWithoutSharing(false));

  it.each(granularities)('%s leaves the same files behind an undisturbed run, in Node and Python', (granularity) => {
    for (const member of [members.nodeSync, members.python, members.nodeAsync]) {
      const bench = openBench({ members: [member, member], granularity });
      const ran = bench.run([line(0), line(1)]);
      bench.close();
      expect(ran.outcome).toBe('completed');
      if (member !== members.nodeAsync)
        expect(lines(ran.files)).toEqual([
          '0axxxxxxx',
          '0bxxxxxxx',
          '0cxxxxxxx',
          '1axxxxxxx',
          '1bxxxxxxx',
          '1cxxxxxxx',
        ]);
      expect(ran.events.some((event) => event.kind === 'step' && 'unseen' in event.result)).toBe(false);
    }
  });

  it('holds more steps the finer it is', () => {
    const counts = granularities.map((granularity) => {
      const bench = openBench({ members: [members.python], granularity });
      const { events } = bench.run([line(0)]);
      bench.close();
      return events.filter(({ kind }) => kind === 'step').length;
    });
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(new Set(counts).size).toBe(3);
  });

  it('gives the same steps where descriptors cannot be shared', () => {
    const shared = runMixed();
    borrowWithoutSharing(true);
    expect(runMixed()).toEqual(shared);
  });
});
