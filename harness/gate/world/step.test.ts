import { describe, expect, it } from 'vitest';
import { conflicts, openFlags, type Access } from './step.js';

const reads = (object: Access['object']): Access => ({ object, access: 'read' });
const writes = (object: Access['object']): Access => ({ object, access: 'write' });

describe('two footprints', () => {
  it.each<[string, Access, Access]>([
    ['two appends to one file', writes('inode:1'), writes('inode:1')],
    ['a look and a change', reads('entry:app.log'), writes('entry:app.log')],
    ['a listing and a new name in it', reads('entries:.'), writes('entry:app.log.1')],
    ['a listing of a folder and a name that goes from it', writes('entry:old/app.log'), reads('entries:old')],
  ])('conflict: %s', (_, one, other) => {
    expect([conflicts([one], [other]), conflicts([other], [one])]).toEqual([true, true]);
  });

  it.each<[string, Access, Access]>([
    ['two looks', reads('entry:app.log'), reads('entry:app.log')],
    ['two files', writes('inode:1'), writes('inode:2')],
    ['a listing and a change elsewhere', reads('entries:.'), writes('entry:old/app.log')],
    ['a file and its name', writes('inode:1'), writes('entry:app.log')],
  ])('commute: %s', (_, one, other) => {
    expect([conflicts([one], [other]), conflicts([other], [one])]).toEqual([false, false]);
  });
});

it('names the flags of open as C does', () => {
  expect(openFlags(0o2101)).toBe('O_WRONLY|O_CREAT|O_APPEND');
  expect(openFlags(0o2000000)).toBe('O_RDONLY');
});
