import { describe, expect, test } from 'vitest';
import type { HeldStep } from '../gate/index.js';
import { mayConflict } from './may-conflict.js';

const step = (call: HeldStep['call'], path?: string, more: { to?: string; flags?: string } = {}): HeldStep => ({
  process: 0,
  thread: 0,
  call,
  ...(path === undefined ? {} : { path }),
  ...more,
});
const creating = { flags: 'O_WRONLY|O_CREAT|O_APPEND' };

describe('two held steps may conflict:', () => {
  test.each([
    ['two writes to a file', step('write', 'app.log'), step('write', 'app.log')],
    ['a look at a file and a write to it', step('stat', 'app.log'), step('write', 'app.log')],
    ['a look at what a rename replaces', step('access', 'app.log.1'), step('rename', 'app.log', { to: 'app.log.1' })],
    [
      'two renames of which one takes what the other gives',
      step('rename', 'a', { to: 'b' }),
      step('rename', 'b', { to: 'c' }),
    ],
    ['an open that creates and a look', step('open', 'app.log', creating), step('stat', 'app.log')],
    [
      'an open that truncates and a read',
      step('open', 'app.log', { flags: 'O_RDWR|O_TRUNC' }),
      step('read', 'app.log'),
    ],
    ['two locks on a file', step('lock', 'app.lock'), step('lock', 'app.lock')],
    ['a listing and a name that comes', step('list', '.'), step('open', 'app.log', creating)],
    ['a listing of a folder and a name that goes from it', step('list', 'old'), step('unlink', 'old/app.log')],
    [
      'a listing and a name that moves to another folder',
      step('list', '.'),
      step('rename', 'app.log', { to: 'old/app.log' }),
    ],
    ['a message and its reception', step('send', 'app.log.sock'), step('receive', 'app.log.sock')],
    ['a connection and its acceptance', step('connect', 'tcp:49152'), step('accept', 'tcp:49152')],
    ['a connection and the end of the name', step('connect', 'app.log.sock'), step('unlink', 'app.log.sock')],
    ['a listing and a socket that gets a name', step('list', '.'), step('bind', 'app.log.sock')],
  ])('%s', (_, one, other) => {
    expect(mayConflict(one, other)).toBe(true);
    expect(mayConflict(other, one)).toBe(true);
  });
});

describe('two held steps cannot conflict:', () => {
  test.each([
    ['two looks at a file', step('stat', 'app.log'), step('access', 'app.log')],
    ['a look and an open that only looks', step('read', 'app.log'), step('open', 'app.log', { flags: 'O_RDONLY' })],
    ['writes to two files', step('write', 'app.log'), step('write', 'app.log.1')],
    ['a listing and a write to a file that is there', step('list', '.'), step('write', 'app.log')],
    ['a listing and a name in another folder', step('list', '.'), step('unlink', 'old/app.log')],
    ['a listing and a look', step('list', '.'), step('stat', 'app.log')],
    ['messages to two ports', step('send', 'udp:49152'), step('send', 'udp:49408')],
    ['a message and a write to the log', step('send', 'app.log.sock'), step('write', 'app.log')],
    ['steps that are on nothing', step('sync'), step('sync')],
  ])('%s', (_, one, other) => {
    expect(mayConflict(one, other)).toBe(false);
    expect(mayConflict(other, one)).toBe(false);
  });
});
