import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Execution } from '../../execution/execution.js';
import { historyOf, type HistoryEvent } from '../../execution/history.js';
import { invariants } from '../../claims/index.js';
import { readLog } from '../../execution/log-files.js';
import { liveName } from '../../execution/log-names.js';
import { startChild } from '../../processes/child.js';
import { newDirectory } from '../../processes/directory.js';
import { orderOf } from '../../processes/order.js';
import { parseAnswer } from '../../processes/protocol.js';
import type { Scenario } from '../../scenario/scenario.js';
import { writerNamed } from '../index.js';

const scenario: Scenario = {
  processes: 4,
  records: 60,
  recordBytes: [50],
  rotation: { kind: 'size', maxBytes: 400, backups: 240 },
};
const claims = new Set(['no-record-lost', 'no-record-duplicated', 'no-line-torn', 'nothing-unexpected', 'order-kept']);
const aside = newDirectory();
afterAll(aside.remove);
let directory = newDirectory();
afterEach(() => {
  directory.remove();
  directory = newDirectory();
});

// The first process is the one that rotates for others or writes for them. lockfile is not here: its lock is stale after 10 s.
describe.each(['locked', 'reopening', 'own-file', 'aggregated'])('%s', (name) => {
  test.each([1, 2, 7, 20, 39])('goes on when its first process is killed after %i records', async (killAfter) => {
    const { execution, ends } = await runAndKill(name, killAfter);
    expect(ends).toEqual(['SIGKILL', 'closed', 'closed', 'closed']);
    expect(execution.history.filter(({ kind, process }) => kind === 'ok' && process > 0)).toHaveLength(180);
    const promised = invariants.filter(({ claim }) => claims.has(claim));
    expect(promised.flatMap(({ check }) => check(execution))).toEqual([]);
  });
});

/** The others start once the first process has written a record. */
async function runAndKill(
  name: string,
  killAfter: number,
): Promise<{ readonly execution: Execution; readonly ends: readonly string[] }> {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const answers: HistoryEvent[] = [];
  const children = Array.from({ length: scenario.processes }, () =>
    startChild(writer.command, join(aside.path, 'stderr')),
  );
  // It does not come to its end before the kill comes.
  const stays = Array.from({ length: scenario.records }, (_, sequence) =>
    sequence === killAfter + 20 ? 3_600_000 : 0,
  );
  const start = (process: number): void => {
    const order = { ...orderOf(scenario, process, directory.path), ...(process === 0 && { pausesMs: stays }) };
    void children[process]?.write(`${JSON.stringify(order)}\n`);
  };
  const ends = await Promise.all(
    children.map(
      (child, process) =>
        new Promise<string>((resolve) => {
          child.listen({
            line(text) {
              const answer = parseAnswer(text);
              if (answer === undefined || answer.kind === 'closed') return resolve(answer?.kind ?? text);
              const { index: sequence, ...rest } = answer;
              answers.push({ ...rest, process, sequence });
              if (process > 0) return;
              if (sequence === 0) for (const other of [1, 2, 3]) start(other);
              if (sequence + 1 === killAfter) child.kill();
            },
            exit: ({ signal }) => resolve(signal ?? 'ended'),
          });
          if (process === 0) start(0);
        }),
    ),
  );
  for (const child of children) child.kill();
  await Promise.all(children.map((child) => child.ended));
  return {
    ends,
    execution: {
      writer: name,
      scenario,
      history: historyOf(scenario, answers),
      events: [],
      ...readLog(join(directory.path, liveName)),
      processes: [],
      outcome: { kind: 'completed' },
      milliseconds: 0,
    },
  };
}
