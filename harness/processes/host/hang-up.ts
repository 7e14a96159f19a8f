import { readFileSync } from 'node:fs';

/** Signals are bits of the masks in /proc, the first one the lowest. */
const hangUpBit = 1n << 0n;
const arithmeticBit = 1n << 7n;

/**
 * Sends SIGHUP to the processes that handle it, as a postrotate script does: it would end any other. The runtimes of Java and Go catch
 * it for themselves, and end all the same; they are known by catching SIGFPE, too. Nor is one told that waits for its next order.
 * Gives whether there was any.
 */
export function hangUp(processes: readonly number[]): boolean {
  const told = processes.filter((pid) => handlesIt(pid) && !waitsForOrders(pid));
  for (const pid of told) process.kill(pid, 'SIGHUP');
  return told.length > 0;
}

function handlesIt(pid: number): boolean {
  const mask = /^SigCgt:\t([0-9a-f]+)$/m.exec(readIn(pid, 'status'))?.[1];
  const caught = BigInt(`0x${mask ?? '0'}`);
  return (caught & hangUpBit) !== 0n && (caught & arithmeticBit) === 0n;
}

/** The numbers of read(2), on x64 and on arm64, and what comes first in its arguments: standard input. */
const readsInput = /^(?:0|63) 0x0 /;

function waitsForOrders(pid: number): boolean {
  return readsInput.test(readIn(pid, 'syscall'));
}

/** Nothing, where the process has ended. */
function readIn(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
