import { readdirSync, readFileSync } from 'node:fs';
import { openControl } from '../control/control.js';
import { commandWriter } from '../writers/find-writer.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { descriptors, inOwnDirectory } from './own-directory.js';
import { lengthened } from '../limits.js';

const executions = 10_000;
const once: Scenario = { processes: 1, records: 1, recordBytes: [50], rotation: { kind: 'none' } };

/** Writers that do not do as asked, each in one line of shell. */
const scripts = [
  'read line; exit 3',
  'read line; kill -9 $$',
  'read line; echo nonsense; read line',
  'read line; (sleep 1000; echo late) & exit 0',
  'read line; exec 0<&- 1>&- 2>&-; sleep 1000',
  'trap "" TERM; read line; sleep 1000; echo nonsense',
];

/** What 10,000 controlled executions of bad writers leave behind. */
export async function benchBad(): Promise<void> {
  let outcomes = new Map<string, number>();
  const grown = { descriptors: 0, children: 0 };
  const left = await inOwnDirectory(async () => {
    await runAll(scripts.length);
    const before = { descriptors: descriptors(), children: children() };
    outcomes = await runAll(executions);
    grown.descriptors = descriptors() - before.descriptors;
    grown.children = children() - before.children;
  });
  console.log(
    `after ${executions.toLocaleString('en')} executions of bad writers: ${grown.descriptors} more descriptors are open, ` +
      `${grown.children} more child processes run, and ${left} directories are left`,
  );
  for (const [outcome, count] of outcomes) console.log(`  ${count} ${outcome}`);
}

async function runAll(total: number): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  for (const script of scripts) {
    const writer = await commandWriter(['sh', '-c', script]);
    const control = openControl({ writer, processes: 1, limitMs: lengthened(1000) });
    for (let execution = 0; execution < Math.ceil(total / scripts.length); execution++) {
      const { outcome, processes } = control.run(once, undisturbed);
      const key = `${outcome.kind}, ${processes[0]?.end.kind}: ${script}`;
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    }
    control.close();
  }
  return outcomes;
}

/** The children of this process, also those that have ended and were not waited for. */
function children(): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === process.pid).length;
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return -1;
  }
}
