import { existsSync, readlinkSync, writeSync } from 'node:fs';
import { answersPlace } from '../../gate/world/answers-place.js';
import { fillRandom, type RandomSource } from '../../gate/world/random.js';

/** Node reads its PID once, when it starts, but this process may have been copied while it waited for its first line. */
export function refreshPid(): void {
  const number = existsSync('/proc/self') ? Number(readlinkSync('/proc/self')) : process.pid;
  Object.defineProperty(process, 'pid', { value: number, enumerable: true, configurable: true });
}

/** Above any real PID (pid_max is at most 4,194,304), so that all PIDs that are shown have seven digits. */
const shownFrom = 5_000_000;

/**
 * A PID that is written somewhere must be as long in each execution, or sizes would differ. Signals find the process by its
 * shown number and by its real one.
 */
export function showLongPid(): void {
  const kill = process.kill.bind(process);
  const number = process.pid;
  Object.defineProperty(process, 'pid', { value: shownFrom + number, enumerable: true, configurable: true });
  process.kill = (pid, signal) => kill(Math.abs(pid) < shownFrom ? pid : pid - Math.sign(pid) * shownFrom, signal);
}

/** Has `Math.random` draw from a source: the engine can't be given another seed once it has drawn from its first. */
export function drawFrom(source: RandomSource): void {
  const bytes = Buffer.alloc(4);
  Math.random = () => {
    fillRandom(source, bytes);
    return bytes.readUInt32LE() / 2 ** 32;
  };
}

const { sign, roomBytes } = answersPlace;

/**
 * Under control, answers are left in memory, where they are found whenever this process stands still: to write each of them would take
 * a call that is held. The gate is told where that memory lies by a write of it. What has no room there is written.
 */
export function answersInMemory(): (text: string) => void {
  // What is allocated so stays where it is.
  const place = Buffer.allocUnsafeSlow(roomBytes).fill(0);
  place.write(sign, 'latin1');
  writeSync(1, place);
  place.fill(0);
  return (text) => {
    const held = place.readUInt32LE(0);
    const length = Buffer.byteLength(text);
    if (4 + held + length > roomBytes) {
      writeSync(1, text);
      return;
    }
    place.write(text, 4 + held);
    place.writeUInt32LE(held + length, 0);
  };
}
