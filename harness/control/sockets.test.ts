import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import { execute, gateSupport, openSession, undisturbed, type Choose, type Member } from '../gate/index.js';
import { liveName } from '../execution/log-names.js';
import { newDirectory } from '../processes/directory.js';
import { childEnvironment } from '../processes/environment.js';
import { orderOf } from '../processes/order.js';
import { recordTexts, type Scenario } from '../scenario/scenario.js';
import { builtInWriters, writerNamed } from '../writers/index.js';
import { openControl } from './control.js';
import type { Control } from './controlled.js';
import { carryOut } from './plan.js';
import { firstDifference } from './determinism.js';

const writers = builtInWriters().filter(
  ({ unavailable, name }) => unavailable === undefined && /^(?:aggregated|syslog)/.test(name),
);
const rotation = { kind: 'size', maxBytes: 150, backups: 9 } as const;
const scenario: Scenario = { processes: 3, records: 2, recordBytes: [50], rotation, pausesMs: [10] };
const scenarios: readonly { readonly title: string; readonly walks: number; readonly scenario: Scenario }[] = [
  { title: 'in processes that stay', walks: 6, scenario },
  // Each starts a process anew.
  { title: 'while one leaves', walks: 3, scenario: { ...scenario, earlyExits: [{ process: 0, afterRecords: 1 }] } },
];

describe.runIf(gateSupport().able).each(writers)('three processes that speak through sockets: $name', (writer) => {
  let control: Control;
  beforeAll(() => {
    control = openControl({ writer, processes: 3 });
  });
  afterAll(() => control.close());

  test.each(scenarios)(
    '$title, complete in every order, and in the same way when it comes again',
    ({ walks, ...subject }) => {
      const seen = new Set<string>();
      for (let seed = 1; seed <= walks; seed++) {
        const { execution, schedule } = carryOut(control, subject.scenario, { kind: 'random-walk', seed });
        expect({ seed, outcome: execution.outcome }).toEqual({ seed, outcome: { kind: 'completed' } });
        const again = carryOut(control, subject.scenario, { kind: 'schedule', schedule });
        expect(firstDifference(execution, again.execution)).toBeUndefined();
        expect(execution.history.filter(({ kind }) => kind === 'fail')).toEqual([]);
        seen.add(JSON.stringify(traceOf(execution)));
      }
      expect(seen.size).toBeGreaterThan(walks / 2);
    },
  );
});

describe.runIf(gateSupport().able)('a process that collects the records of others', () => {
  const directory = newDirectory();
  const [file = '', ...args] = writerNamed('aggregated')?.command ?? [];
  const member: Member = {
    command: [file, '--single-threaded', '--v8-pool-size=0', ...args],
    env: { ...childEnvironment(), UV_THREADPOOL_SIZE: '1' },
    cwd: '/',
    copyable: true,
  };
  const session = openSession({ members: [member, member, member] });
  afterAll(() => {
    session.close();
    directory.remove();
  });

  test('is killed by a schedule between two messages, and another one collects, the same each time', () => {
    const ran = ['one', 'two'].map((name) => {
      const path = join(directory.path, name);
      mkdirSync(path);
      const lines = scenarioLines(path);
      const collected = execute(session, { directory: path, lines, choose: killsAtFirstAnswer() });
      session.end();
      return { ...collected, text: readFileSync(join(path, liveName), 'utf8') };
    });
    const [first, second] = ran;
    expect(second).toEqual(first);
    expect(first?.outcome).toBe('completed');
    expect(first?.states[0]).toEqual({ state: 'ended', code: null, signal: 'SIGKILL' });
    const binds = first?.events.flatMap((each) => (each.kind === 'step' && each.call === 'bind' ? each.process : []));
    expect(binds?.[0]).toBe(0);
    expect(binds?.[1]).toBeGreaterThan(0);
    for (const process of [1, 2])
      for (const text of recordTexts(scenario, process)) expect(first?.text.split(text)).toHaveLength(2);
  });
});

function scenarioLines(path: string): string[] {
  const lines = Array.from({ length: scenario.processes }, (_, process) => orderOf(scenario, process, path));
  return lines.map((order) => JSON.stringify({ ...order, rotation: { kind: 'none' } }));
}

/** The first process collects for the others before it writes on its own; it dies where it is about to answer. */
function killsAtFirstAnswer(): Choose {
  let killed = false;
  return (states) => {
    const held = states.map((state) => (state.state === 'ready' ? state.steps[0] : undefined));
    const [owner] = held;
    if (!killed && owner?.call === 'send') {
      killed = true;
      return { kill: 0 };
    }
    const ownerGoes = owner !== undefined && (owner.path !== liveName || held.every((each, at) => at === 0 || !each));
    const process = ownerGoes ? 0 : held.findIndex((each, at) => at > 0 && each !== undefined);
    return process < 0 ? undisturbed(states, undefined) : { process };
  };
}
