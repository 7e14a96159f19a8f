import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';
import type { Step } from '../gate/index.js';
import type { Rotation } from '../scenario/rotation.js';
import { wasRotated } from './rotated.js';

const text = line(0, 0);
const bySize: Rotation = { kind: 'size', maxBytes: 100, backups: 4 };
const never: Rotation = { kind: 'none' };
const everything = { files: { 'app.log': [text] } };
const nothing = { files: { 'app.log': [] } };
const rotatedOnly = { files: { 'app.log.2026-11-29': [text] } };
const both = { files: { 'app.log.1': [text], 'app.log': [] } };

describe('a log in a free run was rotated', () => {
  test.each<[string, boolean, Rotation, HandBuilt]>([
    ['when a rotated file is there', true, never, rotatedOnly],
    ['when an acknowledged record has gone from the live file', true, bySize, nothing],
    ['but not when nobody was to rotate it', false, never, nothing],
    ['nor when the live file has everything', false, bySize, everything],
    ['nor when what is not there was not acknowledged', false, bySize, { ...nothing, acknowledged: [] }],
  ])('%s: %s', (_, expected, rotation, stated) => {
    expect(wasRotated(handBuilt({ ...stated, scenario: { processes: 1, records: 1, rotation } }))).toBe(expected);
  });
});

describe('a log under control was rotated', () => {
  const step = (call: Step['call'], rest: Partial<Step> = {}): Step => ({
    kind: 'step',
    process: 0,
    thread: 0,
    call,
    path: 'app.log',
    result: { value: 0 },
    footprint: [{ object: 'inode:1', access: 'write' }],
    ...rest,
  });
  const write = step('write', { bytes: 41, result: { value: 41, size: 41 } });
  const rename = step('rename', { to: 'app.log.1', footprint: [] });
  const truncated = step('open', { flags: 'O_WRONLY|O_TRUNC' });
  const failed = { result: { error: 'ENOENT' } };

  test.each<[string, boolean, readonly Step[], HandBuilt]>([
    ['when a rotated file stands beside the live one', true, [write], both],
    ['when a file was renamed', true, [write, rename], rotatedOnly],
    ['but not when a lone file has a date in its name from the beginning', false, [write], rotatedOnly],
    ['when what was lost was renamed', true, [write, rename], nothing],
    ['when what was lost was removed', true, [write, step('unlink')], nothing],
    ['when what was lost was emptied', true, [write, truncated], nothing],
    ['but not when it was emptied before', false, [truncated, write], nothing],
    ['nor when the rename failed', false, [write, step('rename', { to: 'app.log.1', ...failed })], nothing],
    ['nor when one record was written over the other', false, [write, write], nothing],
  ])('%s: %s', (_, expected, events, stated) => {
    expect(wasRotated(handBuilt({ ...stated, events, scenario: { processes: 1, records: 1 } }))).toBe(expected);
  });

  test('but not when what was lost was written elsewhere', () => {
    const elsewhere = handBuilt({ files: {}, scenario: { rotation: bySize }, events: [{ kind: 'ticked', byMs: 1 }] });
    expect(wasRotated(elsewhere)).toBe(false);
  });
});
