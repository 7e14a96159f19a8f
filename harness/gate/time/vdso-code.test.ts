import { expect, it } from 'vitest';
import { codeFor } from './vdso-code.js';

const anInstant = { seconds: 1, nanoseconds: 0 };
const onArm64 = (name: string): Buffer | undefined =>
  codeFor({ name, offset: 0, size: 64 }, anInstant, anInstant, 'arm64');

it.each(['__kernel_clock_gettime', '__kernel_gettimeofday', '__kernel_getrandom'])(
  'begins %s on arm64 with bti c, where a guarded vDSO may be entered, and ends it with ret',
  (name) => {
    const instructions = onArm64(name)?.toString('hex') ?? '';
    expect(instructions).toMatch(/^5f2403d5/);
    expect(instructions).toMatch(/c0035fd6$/);
  },
);

it('leaves functions on arm64 that say nothing of the time', () => {
  expect(onArm64('__kernel_rt_sigreturn')).toBeUndefined();
  expect(onArm64('__kernel_clock_getres')).toBeUndefined();
});
