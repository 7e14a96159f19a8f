import { openRemoteControl } from '../control/remote.js';
import type { Carried } from '../control/plan.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { evidenceOf } from './evidence.js';
import { violationsOf } from './tally.js';

interface ReplayRequest {
  readonly counterexample: Counterexample;
  /** The writer that it was found with, or another one to hold to it. */
  readonly writer: WriterProgram;
  /** How often, each time in freshly started processes; three times unless told. */
  readonly times?: number;
}

/** What came of running a counterexample again. */
export interface Replayed {
  /** Whether its claim was broken any time. */
  readonly violated: boolean;
  /** What is wrong, if so. */
  readonly message?: string;
  /** The first execution that broke the claim or did not complete; the first of all where there is none. */
  readonly execution: Execution;
  /** What of its schedule found no place in that execution, in words. */
  readonly unused: readonly string[];
  /** How often the claim was broken: `3/3`. */
  readonly reproduced: string;
}

/**
 * Runs a counterexample again.
 * @throws {Error} that says why the writer's processes can't be started.
 */
export async function replayCounterexample(request: ReplayRequest): Promise<Replayed> {
  const { counterexample, times = 3 } = request;
  const first = judge(await runAnew(request), counterexample);
  let telling = first;
  let broken = Number(first.message !== undefined);
  for (let time = 2; time <= times; time++) {
    const next = judge(await runAnew(request), counterexample);
    if (next.message !== undefined) broken += 1;
    if (weight(next) > weight(telling)) telling = next;
  }
  return { ...telling, violated: broken > 0, reproduced: `${broken}/${times}` };
}

/** A counterexample as it shows itself now; nothing where its claim holds. */
export function asReplayed(
  counterexample: Counterexample,
  { message, execution, reproduced }: Replayed,
  writer: WriterProgram,
): Counterexample | undefined {
  if (message === undefined) return undefined;
  const evidence = evidenceOf({ execution, schedule: counterexample.schedule, message }, writer);
  return { ...counterexample, ...evidence, writer: writer.name, reproduced };
}

type Judged = Pick<Replayed, 'message' | 'execution' | 'unused'>;

async function runAnew({ counterexample, writer }: ReplayRequest): Promise<Carried> {
  const { scenario, schedule } = counterexample;
  const remote = await openRemoteControl({
    writer,
    processes: scenario.processes,
    logrotate: scenario.logrotate !== undefined,
  });
  try {
    return await remote.run(scenario, { kind: 'schedule', schedule });
  } finally {
    await remote.close();
  }
}

function judge({ execution, unused }: Carried, { claim }: Counterexample): Judged {
  const [violation] = violationsOf(execution, [claim]);
  return { execution, unused, ...(violation === undefined ? {} : { message: violation.message }) };
}

/** What there is to show of it: a violation more than an execution that did not complete, and both more than none. */
function weight({ message, execution }: Judged): number {
  if (message !== undefined) return 2;
  return execution.outcome.kind === 'completed' ? 0 : 1;
}
