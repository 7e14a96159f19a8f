import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountFor, nameOf } from '../../../accounting.js';
import { newAnchors, sameAnchor, type Anchor } from '../../../anchor.js';
import { readAnswers } from '../../../control/answers.js';
import { chooseBy } from '../../../control/choose.js';
import type { Execution } from '../../../execution.js';
import { execute, openSession, type Choice, type Choose, type Member, type Session } from '../../../gate/index.js';
import { historyOf } from '../../../history.js';
import { liveName, readLogFiles } from '../../../log-files.js';
import { newDirectory } from '../../../processes/directory.js';
import { childEnvironment } from '../../../processes/environment.js';
import { orderOf } from '../../../processes/order.js';
import type { Scenario } from '../../../scenario.js';
import { replay } from '../../../schedulers/replay.js';
import type { WriterProgram } from '../../../writer-program.js';
import type { StepFault } from './broken.js';
import type { RemedyCanary } from './index.js';

type Staged = Pick<RemedyCanary, 'rotation' | 'faults' | 'preemptions'>;

/** What came of an execution with faults. */
export interface Outcome {
  /** What is wrong with the log or with the processes that live, in sentences. */
  readonly wrongs: readonly string[];
  /** The faults that never came. */
  readonly unused: readonly StepFault[];
  /** The names of the steps that were taken. */
  readonly anchors: readonly Anchor[];
}

/** Processes of a writer under the gate, which write two records of 50 bytes each while faults happen. */
export interface Stage {
  readonly run: (staged: Staged) => Outcome;
  readonly close: () => void;
}

/** `logs` are the files that are there before, which nobody else may read. */
export function openStage(writer: WriterProgram, processes: number, logs: readonly string[] = [liveName]): Stage {
  const [file = '', ...args] = writer.command;
  const member: Member = {
    command: [file, '--single-threaded', ...args],
    env: { ...childEnvironment(), UV_THREADPOOL_SIZE: '1' },
    cwd: process.cwd(),
  };
  const session = openSession({ members: Array.from({ length: processes }, () => member), limitMs: 10_000 });
  return {
    run: (staged) =>
      runStaged(session, { processes, records: 2, recordBytes: [50], rotation: staged.rotation }, logs, staged),
    close: session.close,
  };
}

function runStaged(
  session: Session,
  scenario: Scenario,
  logs: readonly string[],
  { faults, preemptions }: Staged,
): Outcome {
  const directory = newDirectory();
  try {
    const log = join(directory.path, liveName);
    for (const name of logs) writeFileSync(join(directory.path, name), '', { mode: 0o600 });
    const unused = new Set(faults);
    const anchors: Anchor[] = [];
    const lines = Array.from({ length: scenario.processes }, (_, process) =>
      JSON.stringify(orderOf(scenario, process, directory.path)),
    );
    const inOrder = chooseBy(replay({ preemptions, faults: [] }), session);
    const choose = withFaults(inOrder, unused, (anchor) => anchors.push(anchor));
    const ran = execute(session, { directory: directory.path, lines, choose, stepLimit: 2000 });
    const { answers, closed } = readAnswers(
      scenario,
      ran.events.filter((event) => event.kind === 'printed'),
    );
    const execution: Execution = {
      writer: '',
      scenario,
      history: historyOf(scenario, answers),
      trace: [],
      files: readLogFiles(log),
      processes: [],
      outcome: { kind: 'completed' },
      milliseconds: 0,
    };
    const killed = ran.states.flatMap(({ state }, process) => (state === 'ended' ? [process] : []));
    const stuck = lines.flatMap((_, process) =>
      closed.has(process) || killed.includes(process) ? [] : [`p${process} is stuck.`],
    );
    const wrongs = [...stuck, ...damage(execution, killed), ...modes(execution, directory.path)];
    session.end();
    return { wrongs, unused: [...unused], anchors };
  } finally {
    directory.remove();
  }
}

/** Has steps that a fault names end otherwise; takes each fault out of the set when it has happened. */
function withFaults(choose: Choose, faults: Set<StepFault>, note: (anchor: Anchor) => void): Choose {
  const anchors = newAnchors();
  return (states, current) => {
    const choice = choose(states, current);
    if (!('process' in choice)) return choice;
    const { process, thread } = choice;
    const state = states[process];
    const step =
      state?.state === 'ready' ? state.steps.find((held) => held.thread === (thread ?? held.thread)) : undefined;
    const once: Choice = { process, ...(thread !== undefined && { thread }) };
    if (step === undefined) return once;
    const anchor = anchors.of(step);
    const fault = [...faults].find(({ at }) => sameAnchor(at, anchor));
    anchors.taken(step);
    note(anchor);
    if (fault === undefined) return once;
    faults.delete(fault);
    switch (fault.kind) {
      case 'kill-before':
        return { kill: process };
      case 'kill-after':
        return { ...once, answer: { thenKill: true } };
      case 'error':
        return { ...once, answer: { error: fault.error } };
      case 'short-write':
        return { ...once, answer: { shortBytes: fault.bytes } };
    }
  };
}

/**
 * Every acknowledged record must be there once, and whole; one that was refused, or whose process was killed, may be
 * missing. After an error a process goes on: it refuses one record at most.
 */
function damage(execution: Execution, killed: readonly number[]): string[] {
  const refused = new Map<number, number>();
  for (const { kind, process } of execution.history) {
    if (kind === 'fail') refused.set(process, (refused.get(process) ?? 0) + 1);
  }
  const { records, tornLines } = accountFor(execution);
  const bad = records.flat().flatMap((record) => {
    if (record.fate === 'ok' || record.fate === 'recovered' || record.fate === 'absent') return [];
    if (record.fate === 'torn' && killed.includes(record.process)) return [];
    return [`${nameOf(record)} is ${record.fate}.`];
  });
  const joined = tornLines.filter(({ holds }) => holds.includes(' and ')).map(({ holds }) => `A line holds ${holds}.`);
  const stopped = [...refused].flatMap(([process, count]) =>
    count > 1 ? [`p${process} refused ${count} records.`] : [],
  );
  return [...bad, ...joined, ...stopped];
}

function modes({ files }: Execution, directory: string): string[] {
  return files.flatMap(({ name }) => {
    const mode = statSync(join(directory, name)).mode & 0o777;
    return (mode & 0o077) === 0 ? [] : [`${name} has the mode ${mode.toString(8)}.`];
  });
}
