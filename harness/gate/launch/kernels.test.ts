import { expect, it } from 'vitest';
import { isOlder, kernelVersion, lackedBy, leastKernel, testedOn } from './kernels.js';

it.each([
  ['6.1.0-57-amd64', [6, 1]],
  ['6.18.44', [6, 18]],
  ['5.19-rc3', [5, 19]],
])('%s is read as its first two numbers', (release, version) => {
  expect(kernelVersion(release)).toEqual(version);
});

it('says what a kernel that is too old lacks, and nothing of one that is not', () => {
  expect(lackedBy([5, 10])).toEqual(['held calls that no signal breaks off (5.19)']);
  expect(lackedBy([4, 19])).toHaveLength(5);
  expect(lackedBy(leastKernel)).toEqual([]);
  expect(lackedBy([6, 0])).toEqual([]);
  for (const { kernel } of testedOn) expect(isOlder(kernel, leastKernel)).toBe(false);
});
