import { join } from 'node:path';
import type { Execution, Outcome, ProcessEnd } from '../execution/execution.js';
import { execute, openSession, type MemberState, type Profile, type Ran, type Session } from '../gate/index.js';
import { historyOf } from '../execution/history.js';
import { liveName, readLogFiles } from '../execution/log-files.js';
import { newDirectory } from '../processes/directory.js';
import { orderOf } from '../processes/order.js';
import { leavesEarly, type Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { readAnswers, type Said } from './answers.js';
import { chooseBy } from './choose.js';
import { logrotateLine, logrotateMember } from './logrotate.js';
import { memberOf } from './member.js';
import { watchModes } from './file-modes.js';

export interface ControlOptions {
  readonly writer: WriterProgram;
  readonly processes: number;
  /** Whether there is one more, which rotates the log as logrotate does; then all scenarios have all processes. */
  readonly logrotate?: boolean;
  readonly profile?: Profile;
  /** How long, in real milliseconds, a process may take to settle before the execution is uncontrolled. */
  readonly limitMs?: number;
  /** How many steps and ticks an execution may have. */
  readonly stepLimit?: number;
  /**
   * The number of a processor that supervisor and processes keep to. They take turns anyway, and hand over faster where
   * none has to move; but other work on that processor then holds all of them up.
   */
  readonly processor?: number;
}

/** Warm processes of one writer under the gate. */
export interface Control {
  /**
   * Runs a scenario once in the order that a scheduler chooses. A process that starts late does so when the scheduler lets
   * it. `stepLimit` is this execution's own.
   */
  readonly run: (scenario: Scenario, scheduler: Scheduler, stepLimit?: number) => Execution;
  /** Starts more processes, where there are fewer than so many. */
  readonly grow: (processes: number) => void;
  /** Puts processes that nothing has been executed in before in the place of all: new ones, or copies of such. */
  readonly renew: () => void;
  readonly close: () => void;
}

const defaultLimitMs = 10_000;
const defaultStepLimit = 100_000;

/** Starts a writer's processes under the gate. All of it blocks its thread. */
export function openControl(options: ControlOptions): Control {
  const {
    writer,
    processes,
    logrotate = false,
    profile = 'std',
    limitMs = defaultLimitMs,
    stepLimit = defaultStepLimit,
    processor,
  } = options;
  const member = memberOf(writer);
  const members = [...Array.from({ length: processes }, () => member), ...(logrotate ? [logrotateMember()] : [])];
  const session = openSession({ members, profile, limitMs, ...(processor !== undefined && { processor }) });
  return {
    run: (scenario, scheduler, most = stepLimit) =>
      runOnce({ writer, session, scenario, scheduler, limitMs, stepLimit: most }),
    grow(wanted) {
      if (logrotate) throw new Error('Beside logrotate, a control has as many processes as it was opened with.');
      for (let there = session.states().length; there < wanted; there++) session.add(member);
    },
    renew: () => session.states().forEach((_, process) => session.replace(process)),
    close: session.close,
  };
}

interface Running {
  readonly writer: WriterProgram;
  readonly session: Session;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly limitMs: number;
  readonly stepLimit: number;
}

function runOnce({ writer, session, scenario, scheduler, limitMs, stepLimit }: Running): Execution {
  const there = session.states().length;
  const wanted = scenario.processes + (scenario.logrotate === undefined ? 0 : 1);
  if (wanted > there || (scenario.logrotate !== undefined && wanted !== there))
    throw new Error(`The scenario can't be run: it has ${wanted} processes, and the control ${there}.`);
  const directory = newDirectory();
  try {
    const startedAt = performance.now();
    const orders = Array.from({ length: scenario.processes }, (_, process) =>
      JSON.stringify(orderOf(scenario, process, directory.path)),
    );
    const lines = [...orders, logrotateLine(scenario, directory.path)];
    const leaves = orders.map((_, process) => leavesEarly(scenario, process));
    const modes = watchModes(scenario, directory.path);
    const choose = modes.watched(chooseBy(scheduler, session));
    const ran = execute(session, { directory: directory.path, lines, leaves, choose, stepLimit });
    const files = readLogFiles(join(directory.path, liveName), writer.numbering);
    const said = readAnswers(
      scenario,
      ran.events.filter((event) => event.kind === 'printed'),
    );
    const ends = ran.states
      .slice(0, scenario.processes)
      .map((state, process) => endOf(state, { process, leaves: leavesEarly(scenario, process), said, limitMs }));
    const failed = new Set(ran.events.flatMap((event) => ('imposed' in event ? event.process : [])));
    for (const [process, { kind }] of ends.entries()) {
      // It waits for its next line as it should, but may have more to say of this one, or remember that a call has failed.
      if (ran.states[process]?.state === 'idle' && (kind !== 'closed' || failed.has(process))) session.replace(process);
    }
    session.end();
    return {
      writer: writer.name,
      scenario,
      history: historyOf(scenario, said.answers),
      events: ran.events,
      ...(scenario.mode !== undefined && { exposures: modes.exposures() }),
      files,
      processes: ends.map((end, process) => ({ process, end, stderr: said.stderr.get(process) ?? '' })),
      outcome: outcomeOf(ran, ends),
      milliseconds: performance.now() - startedAt,
    };
  } finally {
    directory.remove();
  }
}

/** What is known of a process when its execution is over. */
interface Known {
  readonly process: number;
  readonly leaves: boolean;
  readonly said: Said;
  readonly limitMs: number;
}

function endOf(state: MemberState, { process, leaves, said: { closed, garbled }, limitMs }: Known): ProcessEnd {
  const line = garbled.get(process);
  if (line !== undefined) return { kind: 'garbled', line };
  switch (state.state) {
    case 'idle':
      return closed.has(process) ? { kind: 'closed' } : { kind: 'stopped', doing: 'waiting, its log not closed' };
    case 'ended': {
      const kind = leaves && closed.has(process) ? 'exited' : 'died';
      return { kind, exitCode: state.code ?? undefined, signal: state.signal ?? undefined };
    }
    case 'uncontrolled':
    case 'waiting':
      return { kind: 'hung', silentMs: limitMs, doing: state.doing };
    case 'blocked':
      return { kind: 'stopped', doing: `waiting for ${state.blocked.map(blockedInWords).join(' and ')}` };
    case 'sleeping':
    case 'ready':
      return { kind: 'stopped', doing: 'still going on' };
  }
}

type Blocked = Extract<MemberState, { state: 'blocked' }>['blocked'][number];

function blockedInWords({ step, holders }: Blocked): string {
  return `${step.call} of ${step.path ?? 'a file'}, held by ${holders.map((holder) => `p${holder}`).join(' and ')}`;
}

function outcomeOf({ outcome, states }: Ran, ends: readonly ProcessEnd[]): Outcome {
  for (const [process, end] of ends.entries()) {
    if (end.kind === 'garbled') {
      return { kind: 'uncontrolled', process, reason: `it printed ${JSON.stringify(end.line)}, which is no answer` };
    }
    if (outcome === 'completed' && end.kind === 'stopped') {
      return { kind: 'uncontrolled', process, reason: `it was ${end.doing}` };
    }
    if (end.kind === 'hung') return { kind: 'uncontrolled', process, reason: `it did not settle: it was ${end.doing}` };
  }
  if (outcome === 'uncontrolled') {
    const process = states.findIndex(({ state }) => state === 'uncontrolled');
    return { kind: 'uncontrolled', process, reason: 'it did not settle' };
  }
  return { kind: outcome };
}
