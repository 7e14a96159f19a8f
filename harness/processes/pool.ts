import { join } from 'node:path';
import { faultIn, shortageTold } from '../machine-fault.js';
import type { ProcessEnd } from '../execution/execution.js';
import type { Rotation } from '../scenario/rotation.js';
import { startChild, type Child } from './child.js';
import { converse } from './conversation.js';
import { newDirectory, type Directory } from './directory.js';
import { orderOf } from './order.js';
import { environmentOf, filledIn, valuesOf } from './told-in-words.js';
import type { Scenario } from '../scenario/scenario.js';

/** A process of the pool, and how it ended where it did not come up. */
export interface PooledProcess {
  readonly child: Child;
  readonly failure?: ProcessEnd;
}

/** Warm processes, kept by the command that started them. */
export interface Pool {
  /** As many idle processes of a command, started where there are too few. */
  readonly take: (command: readonly string[], count: number, rotation: Rotation) => Promise<PooledProcess[]>;
  /** Processes whose words and environment tell them what to do in a scenario: they are of no use for another one. */
  readonly startTold: (command: readonly string[], scenario: Scenario, directory: string) => PooledProcess[];
  /** Takes a process back that waits for its next line. */
  readonly give: (command: readonly string[], child: Child) => void;
  /** Ends all processes; resolves when they have ended and nothing is left of them. */
  readonly close: () => Promise<void>;
}

/** @param silenceMs how long a process may take to come up. */
export function openPool(silenceMs: number): Pool {
  const idle = new Map<string, Child[]>();
  const running = new Set<Child>();
  let started = 0;
  let scratch: Directory | undefined;

  const launch = (command: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    scratch ??= newDirectory();
    const name = `child-${started++}`;
    const child = startChild(command, join(scratch.path, `${name}.stderr`), environment);
    running.add(child);
    void child.ended.then(() => running.delete(child));
    return { child, name, folder: scratch.path };
  };

  /**
   * Starts a process and gives it an execution without records: once that is answered it has loaded its writer and
   * waits for its input. Without it, "all start together" would mean that their interpreters do.
   */
  const start = async (command: readonly string[], rotation: Rotation): Promise<PooledProcess> => {
    const { child, name, folder } = launch(command);
    if (child.pid === undefined) {
      await child.ended;
      throw whyNotStarted(command, child.problem() ?? 'it ended at once');
    }
    const order = { file: join(folder, `${name}.log`), rotation, process: 0, records: [] };
    const warmUp = converse(child, order, { silenceMs });
    await warmUp.prepare();
    warmUp.start();
    const end = await warmUp.ended;
    if (end.kind !== 'closed') return { child, failure: end };
    child.takeStderr();
    return { child };
  };

  return {
    async take(command, count, rotation) {
      const waiting = idle.get(command.join('\0')) ?? [];
      const taken: PooledProcess[] = [];
      for (let child = waiting.pop(); child !== undefined && taken.length < count; child = waiting.pop()) {
        if (child.exit() === undefined) taken.push({ child });
      }
      const missing = Array.from({ length: count - taken.length }, () => start(command, rotation));
      return [...taken, ...(await Promise.all(missing))];
    },
    startTold: (command, scenario, directory) =>
      Array.from({ length: scenario.processes }, (_, process) => {
        const values = valuesOf(orderOf(scenario, process, directory), scenario.processes);
        const words = command.map((word) => filledIn(word, values));
        return { child: launch(words, environmentOf(values)).child };
      }),
    give(command, child) {
      const key = command.join('\0');
      idle.set(key, [...(idle.get(key) ?? []), child]);
    },
    async close() {
      for (const child of running) child.kill();
      await Promise.all(Array.from(running, (child) => child.ended));
      idle.clear();
      scratch?.remove();
      scratch = undefined;
    },
  };
}

function whyNotStarted(command: readonly string[], problem: string): Error {
  const failed = `${command.join(' ')} can't be started: ${problem}`;
  const shortage = shortageTold(problem);
  return shortage === undefined ? new Error(failed) : faultIn(failed, shortage);
}
