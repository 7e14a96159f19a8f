import { describe, expect, test } from 'vitest';
import type { Picture } from '../picture.js';
import { geometryOf } from './geometry.js';
import { layoutFiles } from './file-layout.js';
import { withParting } from './parting.js';
import { hashOf, placeIn } from './place.js';
import { stepByKey } from './step-by-key.js';

const picture: Picture = {
  lanes: [{ name: 'p0' }, { name: 'p1' }],
  live: 'app.log',
  steps: [
    { lane: 0, text: 'open app.log', files: [{ id: 0, names: ['app.log'], blocks: [] }] },
    { lane: 0, text: 'write app.log +3', files: [{ id: 0, names: ['app.log'], blocks: [[[0, 3]]] }] },
    { lane: 1, text: 'stat app.log = 3' },
    { lane: 1, text: 'truncate app.log', files: [{ id: 0, names: ['app.log'], blocks: [] }] },
    { lane: 0, text: 'unlink app.log', files: [{ id: 0, names: [], blocks: [] }] },
  ],
  rows: [
    { kind: 'steps', first: 1, last: 1, lane: 0, text: 'open app.log' },
    { kind: 'steps', first: 2, last: 2, lane: 0, text: 'write app.log +3' },
    { kind: 'event', text: 'the clock moves by 5 ms' },
    { kind: 'steps', first: 3, last: 4, lane: 1, text: '… 2 looks' },
    { kind: 'steps', first: 5, last: 5, lane: 0, text: 'unlink app.log' },
  ],
  lines: [{ lane: 0, label: 'p0 record 0', text: 'ab', isIts: true }],
  story: [{ step: 2, kind: 'written', text: 'written into app.log', place: 'app.log' }],
  clash: [],
};

describe('a link', () => {
  test.each([
    ['#step=33', { step: 33 }],
    ['#shows=2&step=0', { shows: 2, step: 0 }],
    ['', {}],
    ['#step=x&shows=-1', {}],
  ])('%s leads to its place', (hash, place) => {
    expect(placeIn(hash)).toEqual(place);
  });

  test('that is made leads back', () => {
    for (const place of [{ step: 7 }, { shows: 3 }]) expect(placeIn(hashOf(place))).toEqual(place);
  });
});

describe('a key', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false };
  test.each([
    ['ArrowRight', 5],
    ['ArrowLeft', 3],
    ['Home', 0],
    ['End', 9],
    ['PageDown', 14],
    ['Tab', undefined],
  ])('%s leads from step 4 of 9 to %s', (key, step) => {
    expect(stepByKey({ key, ...plain }, 4, 9)).toBe(step);
  });

  test('with another one is left to the browser', () => {
    expect(stepByKey({ key: 'ArrowLeft', ...plain, altKey: true }, 4, 9)).toBeUndefined();
  });
});

describe('a diagram', () => {
  test('has each step in the row that shows it', () => {
    const { rowOf } = geometryOf(picture, 700);
    expect([1, 2, 3, 4, 5].map(rowOf)).toEqual([0, 1, 3, 3, 4]);
  });

  test.each([320, 380, 700, 1600])(
    'of %i pixels has all lanes on it, in their order, and the record beside them',
    (width) => {
      const { laneX, trackX = 0 } = geometryOf(picture, width);
      const places = [0, laneX(0), laneX(1), trackX, width];
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(new Set(places).size).toBe(places.length);
    },
  );

  test('cuts a text where the next thing begins', () => {
    const long = 'rename app.log.2026-01-01 → app.log.2026-01-01.1';
    expect(geometryOf(picture, 380).fitted(long, 1)).toMatch(/^rename app.*…$/);
    expect(geometryOf(picture, 1600).fitted(long, 0)).toBe(long);
  });

  test('says in a row of its own where it parts from another one', () => {
    const { rows } = withParting(picture, 4);
    expect(rows[3]).toEqual({ kind: 'parting', text: 'the one difference: here p1 goes on' });
    expect(rows).toHaveLength(picture.rows.length + 1);
    expect(withParting(picture, undefined)).toBe(picture);
  });
});

describe('the files', () => {
  const namesAt = (step: number): string[] => layoutFiles(picture, step, 300).placed.map(({ name }) => name);

  test('stand under their names, and what was cut off below', () => {
    expect([0, 2, 4].map(namesAt)).toEqual([[], ['app.log'], ['app.log', 'cut off']]);
    expect(layoutFiles(picture, 4, 300).placed.at(-1)?.file.blocks).toEqual([[[0, 3]]]);
  });

  test('do not cover each other', () => {
    const many = Array.from({ length: 9 }, (_, id) => ({ id, names: [`app.log.${id}`], blocks: [[[0, 3] as const]] }));
    const { placed, height } = layoutFiles({ ...picture, steps: [{ lane: 0, text: '', files: many }] }, 1, 250);
    for (const one of placed) {
      expect(one.top + one.height).toBeLessThanOrEqual(height);
      for (const other of placed.filter((each) => each !== one)) {
        const isBeside = one.left + one.width <= other.left || other.left + other.width <= one.left;
        expect(isBeside || one.top + one.height <= other.top || other.top + other.height <= one.top).toBe(true);
      }
    }
  });
});
