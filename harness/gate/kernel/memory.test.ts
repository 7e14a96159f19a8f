import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isZombie } from '../members/proc.js';
import { overwriteCode } from './memory.js';

test('a process that has ended, and that nobody has waited for, has no code to overwrite', async () => {
  // What the shell becomes never asks for its child, but the shell itself may.
  const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000']);
  try {
    const [printed]: unknown[] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    while (readFileSync(`/proc/${parent.pid}/comm`, 'latin1') !== 'sleep\n') await setImmediate();
    process.kill(pid);
    while (!isZombie(pid)) await setImmediate();
    expect(() => overwriteCode(pid, 0x1000, Buffer.alloc(1))).not.toThrow();
  } finally {
    parent.kill();
  }
});
