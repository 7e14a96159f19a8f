import { describe, expect, test } from 'vitest';
import { assertWriter, defineWriter, type Writer } from './writer.js';

const writer: Writer = {
  name: 'mine',
  rotations: ['none', 'size'],
  guarantees: ['no-record-lost'],
  open: () => ({ append: () => undefined, close: () => undefined }),
};

describe('defineWriter', () => {
  test('returns the writer as it is', () => {
    expect(defineWriter(writer)).toBe(writer);
  });

  test('takes every optional property', () => {
    const full: Writer = { ...writer, guaranteesAlone: ['order-kept'], acknowledges: 'close' };
    expect(defineWriter(full)).toBe(full);
  });
});

describe('a value that is no writer', () => {
  test('is told what it may be, where it is a function', () => {
    expect(() => assertWriter(writer.open)).toThrow(/, but\n {2}the writer: is a function, which may be its open$/);
  });

  test('is refused with all of its problems at once', () => {
    const wrong = {
      name: '',
      rotations: ['hourly'],
      guarantees: ['no-loss'],
      guaranteesAlone: 'none',
      acknowledges: 'never',
      takes: ['smoke'],
      open: 'app.log',
    };
    expect(() => assertWriter(wrong)).toThrowErrorMatchingInlineSnapshot(`
      [Error: The writer is not one: it must be { name, rotations, guarantees?, open }, but
        name: must not be empty
        rotations.0: each must be none, size or time
        guarantees.0: "no-loss" is no claim; the claims are no-record-lost, no-record-duplicated, no-line-torn, nothing-unexpected, order-kept, threshold-kept, retention-kept, no-error, survives-kill, not-stuck-after-kill, fails-loudly, mode-kept, survives-clock-change, survives-logrotate, survives-copytruncate
        guaranteesAlone: must be a list of claims
        acknowledges: must be append or close
        takes.0: each must be one of multi-byte, line-breaks, cr-lf
        open: must be a function that opens the log]
    `);
  });

  test('is refused with each property that it lacks', () => {
    expect(() => assertWriter({})).toThrowErrorMatchingInlineSnapshot(`
      [Error: The writer is not one: it must be { name, rotations, guarantees?, open }, but
        name is missing
        rotations is missing
        open is missing]
    `);
  });

  test('is refused when it never rotates nor stays as it is', () => {
    expect(() => assertWriter({ ...writer, rotations: [] })).toThrow(
      'rotations: must name at least one of none, size, time',
    );
  });

  test.each([undefined, null, 'mine', () => writer])('is refused when it is no object: %s', (value) => {
    expect(() => assertWriter(value)).toThrow(/^The writer is not one: .*, but\n {2}the writer(?:: | is missing)/);
  });
});
