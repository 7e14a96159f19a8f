import { join } from 'node:path';
import type { Execution, Outcome, ProcessEnd } from '../execution/execution.js';
import { historyOf, type HistoryEvent } from '../execution/history.js';
import { lastStepInWords } from '../execution/step-in-words.js';
import { readLog } from '../execution/log-files.js';
import { liveName } from '../execution/log-names.js';
import { execute, type MemberState, type Ran } from '../gate/index.js';
import { lineReader } from '../processes/line-reader.js';
import { answerReader } from '../processes/answer-reader.js';
import { assertServed } from '../processes/room.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { namesOf, type WriterProgram } from '../writers/writer-program.js';
import { readAnswers, type Said } from './answers.js';
import { chooseBy } from './choose.js';
import { watchModes } from './file-modes.js';
import { endedProgram, programOutcome } from './program-ends.js';
import type { ProgramSession } from './program-session.js';
import { printedOf, startInWords, wasAsked } from './run-program.js';

export interface RunningTold {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly limitMs: number;
  readonly stepLimit: number;
}

/**
 * Runs a scenario once with processes that are started for it, in the order that a scheduler chooses.
 * @throws {MachineFault} when the machine refused something to a process.
 */
export function runTold(
  { writer, scenario, scheduler, limitMs, stepLimit }: RunningTold,
  opened: ProgramSession,
): Execution {
  const { session, directory, course, parts, prepare } = opened;
  const startedAt = performance.now();
  prepare();
  const modes = watchModes(scenario, directory);
  const choose = modes.watched(chooseBy(scheduler, session));
  const ran = execute(session, { directory, lines: [], course, choose, stepLimit });
  const pids = session.namesByPid();
  session.end();
  const exposures = modes.exposures();
  const said = readAnswers(scenario, ran.events, writer.lines === true ? lineReader : answerReader);
  const ends = ran.states.map((state, process) =>
    parts.copies.includes(process)
      ? endOfWriter(state, { said, process, limitMs, lines: writer.lines === true })
      : endedProgram(state, wasAsked(ran.events, process), limitMs),
  );
  const execution: Execution = {
    writer: writer.name,
    scenario,
    beside: writer.beside ?? [],
    history: historyOf(scenario, [...said.answers, ...answeredByEnd(scenario, ends, said)]),
    events: ran.events,
    ...(exposures !== undefined && { exposures }),
    ...readLog(join(directory, liveName), { ...namesOf(writer), events: ran.events }),
    processes: ends.map((end, process) => ({ process, end, stderr: printed(ran, process, parts.copies) })),
    outcome: garbledIn(ran, said) ?? programOutcome(ran, ends, parts),
    pids,
    start: startInWords(session.startOf(0)),
    milliseconds: performance.now() - startedAt,
  };
  assertServed(execution, directory);
  return execution;
}

/** What a writer prints on its standard output are its answers. */
function printed({ events }: Ran, process: number, writers: readonly number[]): string {
  return writers.includes(process) ? printedOf(events, process, ['stderr']) : printedOf(events, process);
}

interface Part {
  readonly said: Said;
  readonly process: number;
  readonly limitMs: number;
  /** Whether it is given its records as lines. */
  readonly lines: boolean;
}

function endOfWriter(state: MemberState, { said, process, limitMs, lines }: Part): ProcessEnd {
  const garbled = said.garbled.get(process);
  if (garbled !== undefined) return { kind: 'garbled', problem: garbled.problem };
  if (state.state !== 'ended') return endedProgram(state, false, limitMs);
  const how = { exitCode: state.code ?? undefined, signal: state.signal ?? undefined };
  const closed = lines ? how.exitCode === 0 : said.closed.has(process);
  return { kind: closed ? 'exited' : 'died', ...how };
}

/** What is given its records as lines acknowledges by its exit status 0 those that it has said nothing about. */
function answeredByEnd(scenario: Scenario, ends: readonly ProcessEnd[], { answers }: Said): HistoryEvent[] {
  return ends.slice(0, scenario.processes).flatMap((end, process) => {
    if (end.kind !== 'exited') return [];
    const answered = answers.filter((answer) => answer.process === process).length;
    const left = Math.max(0, recordsOf(scenario, process) - answered);
    return Array.from({ length: left }, (_, index): HistoryEvent => ({
      kind: 'ok',
      process,
      sequence: answered + index,
    }));
  });
}

function garbledIn({ events }: Ran, { garbled }: Said): Outcome | undefined {
  const [first] = garbled;
  if (first === undefined) return undefined;
  const [process, { problem, at }] = first;
  return { kind: 'uncontrolled', process, reason: `it ${problem}; ${lastStepInWords(events.slice(0, at), process)}` };
}
