import { join } from 'node:path';
import type { Execution, ProcessEnd } from '../execution/execution.js';
import { execute, type Ran, type Run, type Session } from '../gate/index.js';
import { historyOf } from '../execution/history.js';
import { liveName, readLogFiles } from '../execution/log-files.js';
import { newDirectory } from '../processes/directory.js';
import { orderOf } from '../processes/order.js';
import { leavesEarly, type Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { readAnswers } from './answers.js';
import { chooseBy } from './choose.js';
import { endsOf, outcomeOf } from './ends.js';
import { watchModes } from './file-modes.js';
import { logrotateLine } from './logrotate.js';

export interface Running {
  readonly writer: WriterProgram;
  readonly session: Session;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly limitMs: number;
  readonly stepLimit: number;
}

/**
 * Runs a scenario once in a directory of its own, in the order that a scheduler chooses.
 * @throws {Error} when the session has not the processes that the scenario wants.
 */
export function runOnce({ writer, session, scenario, scheduler, limitMs, stepLimit }: Running): Execution {
  assertProcesses(session, scenario);
  const directory = newDirectory();
  try {
    const startedAt = performance.now();
    const modes = watchModes(scenario, directory.path);
    const choose = modes.watched(chooseBy(scheduler, session));
    const ran = execute(session, { ...ordersOf(scenario, directory.path), choose, stepLimit });
    const exposures = modes.exposures();
    const files = readLogFiles(join(directory.path, liveName), writer.numbering);
    const said = readAnswers(scenario, ran.events);
    const ends = endsOf(ran, scenario, said, limitMs);
    replaceSpoilt(session, ran, ends);
    session.end();
    return {
      writer: writer.name,
      scenario,
      history: historyOf(scenario, said.answers),
      events: ran.events,
      ...(exposures !== undefined && { exposures }),
      files,
      processes: ends.map((end, process) => ({ process, end, stderr: said.stderr.get(process) ?? '' })),
      outcome: outcomeOf(ran, ends, said, writer.command),
      milliseconds: performance.now() - startedAt,
    };
  } finally {
    directory.remove();
  }
}

function assertProcesses(session: Session, scenario: Scenario): void {
  const there = session.states().length;
  const wanted = scenario.processes + (scenario.logrotate === undefined ? 0 : 1);
  if (wanted > there || (scenario.logrotate !== undefined && wanted !== there))
    throw new Error(`The scenario can't be run: it has ${wanted} processes, and the control ${there}.`);
}

/** What each process is told to do. */
function ordersOf(scenario: Scenario, directory: string): Pick<Run, 'directory' | 'lines' | 'leaves'> {
  const processes = Array.from({ length: scenario.processes }, (_, process) => process);
  const orders = processes.map((process) => JSON.stringify(orderOf(scenario, process, directory)));
  return {
    directory,
    lines: [...orders, logrotateLine(scenario, directory)],
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
    if (isSpoilt && states[process]?.state === 'idle') session.replace(process);
  }
}
