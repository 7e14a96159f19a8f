import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import type { Scenario } from '../scenario/scenario.js';
import { systematic } from '../schedulers/systematic.js';
import { commandWriter } from '../writers/find-writer.js';
import { openControl } from './control.js';

const fixture = (name: string): string => join(packageRoot, 'harness', 'control', 'fixtures', name);
const scenario: Scenario = { processes: 2, records: 1, recordBytes: [50], rotation: { kind: 'none' } };

/** Goes through the schedules of a scenario until nothing is left, or a writer can't be followed. */
async function explore(...command: readonly string[]): Promise<void> {
  const control = openControl({ writer: await commandWriter(command), processes: 2 });
  try {
    const exploration = systematic({ preemptions: 1, ticks: 0 });
    for (let probe = exploration.next(); probe !== undefined; probe = exploration.next())
      exploration.learn(traceOf(control.run(scenario, probe.scheduler)));
  } finally {
    control.close();
  }
}

describe.runIf(gateSupport().able)('a search through the schedules of a writer', () => {
  test('that ends another process of its own says that it died, and of what', async () => {
    await expect(explore('/usr/bin/python3', '-B', fixture('ends-another.py'))).rejects.toThrow(
      /^p0 ended with SIGTERM between two executions, after it had closed its log in the first: /,
    );
  });

  test('that remembers what it did before says where two executions parted, both ways, and what helps', async () => {
    await expect(explore('/usr/bin/python3', '-B', fixture('counts-its-orders.py'))).rejects.toThrow(
      /two executions of the same schedule parted, here p0 stat app\.log\.1, there p0 stat app\.log\.0\. That was at step 1\. What most often helps: .*os\.getpid\(\)/,
    );
  });
});
