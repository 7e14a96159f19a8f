import { expect, test } from 'vitest';
import type { Step } from '../gate/index.js';
import { stepInWords } from './step-in-words.js';

type Stated = Pick<Step, 'call' | 'result'> & Partial<Step>;

test.each<readonly [words: string, stated: Stated]>([
  ['open app.log', { call: 'open', path: 'app.log', flags: 'O_WRONLY|O_CREAT', result: { value: 0, size: 0 } }],
  ['open app.log = EACCES', { call: 'open', path: 'app.log', result: { error: 'EACCES' } }],
  ['rename app.log → app.log.1', { call: 'rename', path: 'app.log', to: 'app.log.1', result: { value: 0 } }],
  ['write app.log +51', { call: 'write', path: 'app.log', bytes: 51, result: { value: 51, size: 102 } }],
  ['write app.log +20 of 51', { call: 'write', path: 'app.log', bytes: 51, result: { value: 20, size: 71 } }],
  ['write app.log.1 +51', { call: 'write', path: 'app.log', now: 'app.log.1', bytes: 51, result: { value: 51 } }],
  ['write app.log = ENOSPC', { call: 'write', path: 'app.log', bytes: 51, result: { error: 'ENOSPC' } }],
  ['stat app.log = 51', { call: 'stat', path: 'app.log', result: { value: 0, size: 51 } }],
  ['stat app.log.1 = ENOENT', { call: 'stat', path: 'app.log.1', result: { error: 'ENOENT' } }],
  ['stat .', { call: 'stat', path: '.', result: { value: 0, size: 60 } }],
  ['list .', { call: 'list', path: '.', bytes: 32_768, result: { value: 80 } }],
  ['list . = ENOTDIR', { call: 'list', path: '.', bytes: 32_768, result: { error: 'ENOTDIR' } }],
  ['copy app.log', { call: 'copy', path: 'app.log', bytes: 4096, result: { unseen: true } }],
  ['send app.log.sock +77', { call: 'send', path: 'app.log.sock', bytes: 77, result: { value: 77 } }],
  ['receive tcp:49152 +77', { call: 'receive', path: 'tcp:49152', result: { value: 77 } }],
  ['receive tcp:49152 = the end', { call: 'receive', path: 'tcp:49152', result: { value: 0 } }],
  ['receive udp:49152 = EAGAIN', { call: 'receive', path: 'udp:49152', result: { error: 'EAGAIN' } }],
  ['sync', { call: 'sync', result: { value: 0 } }],
  ['unlink app.log.5 (thread 7)', { call: 'unlink', path: 'app.log.5', thread: 7, result: { value: 0 } }],
])('says %s', (words, stated) => {
  expect(stepInWords({ kind: 'step', process: 0, thread: 0, footprint: [], ...stated })).toBe(words);
});
