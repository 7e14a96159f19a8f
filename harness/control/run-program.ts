import type { Execution } from '../execution/execution.js';
import { historyOfLines } from '../execution/line-history.js';
import { readProgramLog } from '../execution/read-program-log.js';
import { execute, type GateEvent, type Session } from '../gate/index.js';
import { assertServed } from '../processes/room.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { onStandardOutput } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { chooseBy } from './choose.js';
import { endedProgram, programOutcome } from './program-ends.js';
import type { ProgramSession } from './program-session.js';

export interface RunningProgram {
  readonly writer: WriterProgram;
  readonly asIs: AsIs;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly limitMs: number;
  readonly stepLimit: number;
}

/**
 * Runs a program once, in the order that a scheduler chooses.
 * @throws {MachineFault} when the machine refused something to a process.
 */
export function runProgram(running: RunningProgram, opened: ProgramSession): Execution {
  const { writer, asIs, scenario, scheduler, limitMs, stepLimit } = running;
  const { session, directory, course, parts, prepare } = opened;
  const startedAt = performance.now();
  prepare();
  const ran = execute(session, { directory, lines: [], course, choose: chooseBy(scheduler, session), stepLimit });
  const pids = session.namesByPid();
  session.end();
  const ends = ran.states.map((state, process) => endedProgram(state, wasAsked(ran.events, process), limitMs));
  const execution: Execution = {
    writer: writer.name,
    scenario,
    asIs,
    history: historyOfLines(asIs, ran.events),
    events: ran.events,
    ...readProgramLog(directory, { asIs, events: ran.events, tellName: session.tellName }),
    processes: ends.map((end, process) => ({ process, end, stderr: printedOf(ran.events, process) })),
    outcome: programOutcome(ran, ends, parts),
    pids,
    start: startInWords(session.startOf(0)),
    milliseconds: performance.now() - startedAt,
  };
  assertServed(execution, directory);
  return execution;
}

export function startInWords(start: ReturnType<Session['startOf']>): string {
  return 'copiedFrom' in start ? `copied from ${start.copiedFrom}` : `started anew: ${start.whyNotCopied}`;
}

/** Whether a process was asked to end. */
export function wasAsked(events: readonly GateEvent[], process: number): boolean {
  return events.some((event) => event.kind === 'terminated' && event.process === process);
}

/** What a process has printed on standard error, and behind it, each line marked, what on standard output. */
export function printedOf(
  events: readonly GateEvent[],
  process: number,
  streams: readonly ('stderr' | 'stdout')[] = ['stderr', 'stdout'],
): string {
  const on = (wanted: 'stderr' | 'stdout'): string =>
    events
      .map((event) =>
        event.kind === 'printed' && event.process === process && event.stream === wanted ? event.text : '',
      )
      .join('');
  return streams
    .map((stream) => (stream === 'stderr' ? on(stream) : on(stream).replaceAll(/^(?=[^])/gm, onStandardOutput)))
    .join('');
}
