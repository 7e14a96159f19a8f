import { expect, test } from 'vitest';
import { sharedDate } from './dates.js';

test.each<readonly [shared: string, names: readonly string[]]>([
  ['', []],
  ['', ['app.log', 'app.log.1']],
  ['', ['app.log.20260101']],
  ['', ['app.log.2025-12-31', 'app.log.2026-01-01']],
  ['2026-01-', ['app.log.2026-01-01']],
  ['2026-01-', ['app.log', 'app.log.2026-01-01', 'app.log.2026-01-02.gz']],
  ['2026-01-01_00-00-', ['app.log.2026-01-01_00-00-09', 'app.log.2026-01-01_00-00-10']],
  ['2026-01-01_00-', ['app.log.2026-01-01_00-00-59', 'app.log.2026-01-01_00-01-00']],
  ['2026-01-01T', ['2026-01-01T09:59.log', '2026-01-01T10:00.log']],
  ['2026-01-', ['app.2026-01-01.log', 'app.2026-01-01_00-00-00.log']],
])('finds %j in common, so that the last part of each date remains', (shared, names) => {
  expect(sharedDate(names)).toBe(shared);
});
