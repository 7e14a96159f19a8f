import { describe, expect, test } from 'vitest';
import type { Rotation } from '../scenario/rotation.js';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { retentionKept } from './retention-kept.js';

const size: Rotation = { kind: 'size', maxBytes: 41, backups: 2 };

function messages(files: HandBuilt['files'], stated: Partial<HandBuilt> = {}): string[] {
  const scenario = { processes: 1, records: 5, rotation: size, ...stated.scenario };
  return retentionKept.check(handBuilt({ ...stated, files, scenario })).map(({ message }) => message);
}

describe('retention is kept', () => {
  test('when as many backups are there as promised, and the oldest records went', () => {
    expect(messages({ 'app.log.2': [line(0, 2)], 'app.log.1': [line(0, 3)], 'app.log': [line(0, 4)] })).toEqual([]);
  });

  test('when fewer backups are there, and nothing went', () => {
    const files = { 'app.log.1': [line(0, 0), line(0, 1), line(0, 2)], 'app.log': [line(0, 3), line(0, 4)] };
    expect(messages(files)).toEqual([]);
  });

  test('when all records of a process were old enough to go', () => {
    const files = { 'app.log.2': [line(1, 2)], 'app.log.1': [line(1, 3)], 'app.log': [line(1, 4)] };
    expect(messages(files, { scenario: { processes: 2 } })).toEqual([]);
  });

  test('when records are missing that nobody acknowledged', () => {
    expect(messages({ 'app.log': [line(0, 0), line(0, 4)] }, { acknowledged: [[0, 0]] })).toEqual([]);
  });

  test('when one of the backups may still be written by another process', () => {
    const [third = '', fourth = '', fifth = ''] = [2, 3, 4].map((sequence) => `${line(0, sequence)}\n`);
    const perhaps = { text: fourth, live: 'perhaps' } as const;
    const files = { 'app.3': { text: third, live: false }, 'app.4': perhaps, 'app.5': { text: fifth, live: true } };
    expect(messages(files)).toEqual([]);
  });

  test('whatever is missing, when the log is never rotated', () => {
    expect(messages({ 'app.log': [line(0, 0)] }, { scenario: { rotation: { kind: 'none' } } })).toEqual([]);
  });

  test('by time as by size', () => {
    const files = { 'app.log.2026-11-21': [line(0, 3)], 'app.log': [line(0, 4)] };
    const rotation: Rotation = { kind: 'time', periodMs: 1000, backups: 1 };
    expect(messages(files, { scenario: { rotation } })).toEqual([]);
  });
});

describe('retention is broken', () => {
  test('when there are more backups than promised', () => {
    const names = ['app.log.4', 'app.log.3', 'app.log.2', 'app.log.1', 'app.log'];
    const files = Object.fromEntries(names.map((name, sequence) => [name, [line(0, sequence)]]));
    expect(messages(files)).toEqual(['There are 4 rotated files, and 2 were promised.']);
  });

  test('when a record went although an older one is still there', () => {
    const files = { 'app.log.2': [line(0, 0)], 'app.log.1': [line(0, 2)], 'app.log': [line(0, 4)] };
    expect(messages(files)).toEqual([
      "p0's record 1 went, but the older record 0 is still there.",
      "p0's record 3 went, but the older record 0 is still there.",
    ]);
  });

  test('when records went although there was room for another backup', () => {
    const files = { 'app.log.1': [line(0, 2), line(0, 3)], 'app.log': [line(0, 4)] };
    expect(messages(files)).toEqual([
      "p0's record 0 went, but only 1 of 2 backups are there.",
      "p0's record 1 went, but only 1 of 2 backups are there.",
    ]);
  });

  test('when all went', () => {
    expect(messages({}, { scenario: { records: 1 } })).toEqual([
      "p0's record 0 went, but only 0 of 2 backups are there.",
    ]);
  });
});
