import { join } from 'node:path';
import type { Execution, Outcome, ProcessEnd, ProcessReport } from '../execution/execution.js';
import { historyOf, type HistoryEvent } from '../execution/history.js';
import { readLog } from '../execution/log-files.js';
import { liveName } from '../execution/log-names.js';
import type { Child } from './child.js';
import { newDirectory } from './directory.js';
import { assertServed } from './room.js';
import { untilInterrupted } from './ending/interruption.js';
import type { Pool, PooledProcess } from './pool.js';
import { carryOutTogether } from './together.js';
import type { Scenario } from '../scenario/scenario.js';
import { assureBuilt } from '../writers/foreign/build.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { lengthened } from '../limits.js';

const usualSilenceMs = 10_000;

/** How long a process may say nothing before it counts as hung, where nothing else is said. */
export function defaultSilenceMs(): number {
  return lengthened(usualSilenceMs);
}

export interface FreeOptions {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly pool: Pool;
  readonly silenceMs?: number;
}

/**
 * Runs a scenario once with real processes that the operating system schedules. All of them are warm and waiting when
 * they get the last character of their orders. Whatever they do is an outcome of the execution.
 * @throws {MachineFault} when the machine refused something to a process.
 */
export async function runFree({
  writer,
  scenario,
  pool,
  silenceMs = defaultSilenceMs(),
}: FreeOptions): Promise<Execution> {
  if (scenario.logrotate !== undefined)
    throw new Error("The scenario can't be run free: when somebody else rotates the log is for a schedule to say.");
  if (writer.beside !== undefined)
    throw new Error(
      "The writer can't be run free: only under control is what runs beside it sure to be there in time.",
    );
  if (writer.build !== undefined) assureBuilt(writer.build);
  const { lines = false } = writer;
  const directory = newDirectory();
  try {
    const members = lines
      ? pool.startTold(writer.command, scenario, directory.path)
      : await untilInterrupted(pool.take(writer.command, scenario.processes, scenario.rotation));
    const history: HistoryEvent[] = [];
    const startedAt = performance.now();
    const answered = await untilInterrupted(
      carryOutTogether(
        members.map(({ child }) => child),
        { lines, scenario, directory: directory.path, silenceMs, onAnswer: (answer) => void history.push(answer) },
      ),
    );
    const ends = answered.map((end, process) => members[process]?.failure ?? end);
    const milliseconds = performance.now() - startedAt;
    await untilInterrupted(settle(members, ends, (child) => pool.give(writer.command, child)));
    const execution: Execution = {
      writer: writer.name,
      scenario,
      history: historyOf(scenario, history),
      events: [],
      ...readLog(join(directory.path, liveName), writer),
      processes: members.map(({ child }, process) =>
        report(process, ends[process], child.takeStderr(), directory.path),
      ),
      outcome: outcomeOf(ends),
      milliseconds,
    };
    assertServed(execution, directory.path);
    return execution;
  } finally {
    directory.remove();
  }
}

/** Gives back the processes that wait for their next line; when this resolves, all others have ended. */
async function settle(
  members: readonly PooledProcess[],
  ends: readonly ProcessEnd[],
  give: (child: Child) => void,
): Promise<void> {
  for (const [process, { child }] of members.entries()) {
    if (ends[process]?.kind === 'closed') give(child);
    else await child.ended;
  }
}

function report(process: number, end: ProcessEnd | undefined, stderr: string, directory: string): ProcessReport {
  return { process, end: end ?? { kind: 'closed' }, stderr: stderr.replaceAll(`${directory}/`, '') };
}

/** A process that the harness had to stop makes the execution one that says nothing about the writer's records. */
function outcomeOf(ends: readonly ProcessEnd[]): Outcome {
  for (const [process, end] of ends.entries()) {
    if (end.kind === 'hung') {
      return { kind: 'uncontrolled', process, reason: `it said nothing for ${end.silentMs / 1000} s, ${end.doing}` };
    }
    if (end.kind === 'garbled') {
      return { kind: 'uncontrolled', process, reason: `it ${end.problem}` };
    }
  }
  return { kind: 'completed' };
}
