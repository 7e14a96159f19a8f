import { wasRotated } from './accounting.js';
import type { Claim } from './claim.js';
import { overlapped, type Execution } from './execution.js';
import { defaultSilenceMs, runFree } from './free.js';
import type { Invariant } from './invariant.js';
import { openPool } from './processes/pool.js';
import { executionInWords } from './report/run.js';
import { scenarioInWords } from './report/scenario.js';
import type { Scenario } from './scenario.js';
import type { WriterProgram } from './writer-program.js';

/** What the executions of one claim and one writer reached. */
interface Explored {
  executions: number;
  rotated: number;
  overlapped: number;
  acknowledged: number;
}

const pool = openPool(defaultSilenceMs);
const explored = new Map<string, { claim: Claim; writer: WriterProgram; reached: Explored; company: boolean }>();

/**
 * Runs a scenario with free processes and throws unless the invariant holds.
 * @throws {Error} that shows the violation and what became of the records.
 */
export async function expectHolds(
  invariant: Invariant,
  { writer, scenario }: { readonly writer: WriterProgram; readonly scenario: Scenario },
): Promise<void> {
  const execution = await runFree({ writer, scenario, pool });
  note(invariant, writer, execution);
  if (execution.outcome.kind !== 'completed') throw new Error(failure(execution, 'The execution did not complete'));
  const [violation, ...more] = invariant.check(execution);
  if (violation === undefined) return;
  const others = more.length > 0 ? ` And ${more.length} more of the kind.` : '';
  throw new Error(failure(execution, `${invariant.claim} is violated: ${violation.message}${others}`));
}

function failure(execution: Execution, verdict: string): string {
  return `${verdict}\n${scenarioInWords(execution.writer, execution.scenario)}\n${executionInWords(execution)}`;
}

function note({ claim }: Invariant, writer: WriterProgram, execution: Execution): void {
  const key = `${claim} ${writer.name}`;
  const entry = explored.get(key) ?? {
    claim,
    writer,
    reached: { executions: 0, rotated: 0, overlapped: 0, acknowledged: 0 },
    company: false,
  };
  explored.set(key, entry);
  entry.company ||= execution.scenario.processes > 1;
  entry.reached.executions += 1;
  if (wasRotated(execution)) entry.reached.rotated += 1;
  if (overlapped(execution)) entry.reached.overlapped += 1;
  if (execution.history.some(({ kind }) => kind === 'ok')) entry.reached.acknowledged += 1;
}

/**
 * Says what was explored since the last time, a sentence for each claim and writer.
 * @throws {Error} when one of them never reached what it claims to test: a pass that explored nothing is a failure.
 */
export function takeExplored(): string[] {
  const entries = [...explored.values()];
  explored.clear();
  return entries.map(({ claim, writer, reached, company }) => {
    const { executions, rotated, overlapped: overlaps, acknowledged } = reached;
    const mustRotate = writer.rotations.some((kind) => kind !== 'none');
    const missed = [
      ...(acknowledged === 0 ? ['acknowledged a record'] : []),
      ...(mustRotate && rotated === 0 ? ['rotated'] : []),
      ...(company && overlaps === 0 ? ['had two processes overlap'] : []),
    ];
    const of = `${claim} of ${writer.name}`;
    if (missed.length > 0)
      throw new Error(`${of} was tested in vain: none of ${executions} executions ${missed.join(' or ')}.`);
    return `${of}: ${executions} free executions, ${rotated} rotated, in ${overlaps} two processes overlapped`;
  });
}
