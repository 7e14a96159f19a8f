import { join } from 'node:path';
import { killsOf, traceOf } from '../execution/events.js';
import type { Execution, ProcessEnd } from '../execution/execution.js';
import { WriterFault } from '../writers/writer-fault.js';
import { execute, type MemberState, type Ran, type Run, type Session } from '../gate/index.js';
import { historyOf } from '../execution/history.js';
import { readLog } from '../execution/log-files.js';
import { liveName } from '../execution/log-names.js';
import type { Directory } from '../processes/directory.js';
import { assertServed } from '../processes/room.js';
import { orderOf } from '../processes/order.js';
import { leavesEarly, type Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { adviceFor } from '../writers/language.js';
import { namesOf, type WriterProgram } from '../writers/writer-program.js';
import { readAnswers } from './answers.js';
import { chooseBy } from './choose.js';
import { endsOf, outcomeOf } from './ends.js';
import { watchModes } from './file-modes.js';
import { logrotateLine } from './logrotate.js';

export interface Running {
  readonly writer: WriterProgram;
  readonly session: Session;
  /** An empty one, which is removed afterwards. */
  readonly directory: Directory;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly limitMs: number;
  readonly stepLimit: number;
  /** Whether steps tell what writes have written. */
  readonly tellsData: boolean;
}

/**
 * Runs a scenario once in a directory of its own, in the order that a scheduler chooses.
 * @throws {MachineFault} when the machine refused something to a process.
 * @throws {Error} when the session has not the processes that the scenario wants.
 */
export function runOnce(running: Running): Execution {
  const { writer, session, directory, scenario, scheduler, limitMs, stepLimit, tellsData } = running;
  try {
    assertProcesses(session, scenario);
    const startedAt = performance.now();
    const modes = watchModes(scenario, directory.path);
    const choose = modes.watched(chooseBy(scheduler, session));
    const ran = executed(
      { session, writer },
      { ...ordersOf(scenario, directory.path, session.pids()), choose, stepLimit, tellsData },
    );
    const exposures = modes.exposures();
    const log = readLog(join(directory.path, liveName), { ...namesOf(writer), events: ran.events });
    const said = readAnswers(scenario, ran.events);
    const ends = endsOf(ran, scenario, said, limitMs);
    replaceSpoilt(session, ran, ends);
    session.end();
    const killedIdle = ends.flatMap((end, process) => endedIdle(ran, end, process));
    if (killedIdle.length > 0) throw new WriterFault(killedIdle.join(' '));
    const execution: Execution = {
      writer: writer.name,
      scenario,
      history: historyOf(scenario, said.answers),
      events: ran.events,
      ...(exposures !== undefined && { exposures }),
      ...log,
      processes: ends.map((end, process) => ({ process, end, stderr: said.stderr.get(process) ?? '' })),
      outcome: outcomeOf(ran, ends, said, writer.command),
      milliseconds: performance.now() - startedAt,
    };
    assertServed(execution, directory.path);
    return execution;
  } finally {
    directory.remove();
  }
}

/** @throws {WriterFault} where the writer is not deterministic; where a process had died before, that is why. */
function executed({ session, writer }: Pick<Running, 'session' | 'writer'>, run: Run): Ran {
  try {
    return execute(session, run);
  } catch (error) {
    if (!(error instanceof WriterFault)) throw error;
    const died = session.states().flatMap((state, process) => diedBetween(session, state, process));
    const step = traceOf({ events: session.events() }).length + 1;
    const parted = `${error.message} That was at step ${step}. What most often helps: ${adviceFor(writer.command).repeat}.`;
    throw new WriterFault(died.length === 0 ? parted : died.join(' '), { cause: error });
  }
}

/** That a process has ended before it took a step of this execution, in a sentence. */
function diedBetween(session: Session, state: MemberState, process: number): string[] {
  if (state.state !== 'ended' || traceOf({ events: session.events() }).some((step) => step.process === process))
    return [];
  return [endedBetween(process, state.signal ?? `exit status ${state.code}`)];
}

/**
 * That a process was ended by another one, and not by its schedule, once it had closed its log, in a sentence: on a busy machine that is
 * seen in the next execution.
 */
function endedIdle(ran: Ran, end: ProcessEnd, process: number): string[] {
  if (end.kind !== 'died' || end.closed !== true || end.signal === undefined) return [];
  return killsOf(ran).some((kill) => kill.process === process) ? [] : [endedBetween(process, end.signal)];
}

function endedBetween(process: number, how: string): string {
  return `p${process} ended with ${how} between two executions, after it had closed its log in the first: a process must wait for its next order until its input ends, and nobody may end it.`;
}

function assertProcesses(session: Session, scenario: Scenario): void {
  const there = session.states().length;
  const wanted = scenario.processes + (scenario.logrotate === undefined ? 0 : 1);
  if (wanted > there || (scenario.logrotate !== undefined && wanted !== there))
    throw new Error(`The scenario can't be run: it has ${wanted} processes, and the control ${there}.`);
}

/** What each process is told to do. */
function ordersOf(
  scenario: Scenario,
  directory: string,
  pids: readonly number[],
): Pick<Run, 'directory' | 'lines' | 'leaves'> {
  const processes = Array.from({ length: scenario.processes }, (_, process) => process);
  const orders = processes.map((process) => JSON.stringify(orderOf(scenario, process, directory)));
  return {
    directory,
    lines: [...orders, logrotateLine(scenario, directory, pids)],
    leaves: processes.map((process) => leavesEarly(scenario, process)),
  };
}

/**
 * Puts new processes in the place of those that wait for their next line as they should, but must not get it: they may have
 * more to say of this one, or remember that a call has failed.
 */
function replaceSpoilt(session: Session, { events, states }: Ran, ends: readonly ProcessEnd[]): void {
  const failed = new Set(events.flatMap((event) => ('imposed' in event ? event.process : [])));
  for (const [process, { kind }] of ends.entries()) {
    const isSpoilt = kind !== 'closed' || failed.has(process);
    if (isSpoilt && states[process]?.state === 'idle') session.spend(process);
  }
}
