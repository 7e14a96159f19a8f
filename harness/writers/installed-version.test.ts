import { expect, test } from 'vitest';
import { installedVersion } from './installed-version.js';

test.each(['winston', 'rotating-file-stream', 'fs-native-extensions'])(
  'the version of %s is found, whatever it exports',
  (name) => {
    expect(installedVersion(name)).toMatch(/^\d+\.\d+\.\d+$/);
  },
);

test('a package that is not installed is an error', () => {
  expect(() => installedVersion('no-such-package-anywhere')).toThrow(/Cannot find module/);
});
