import { judge } from '../claims/judge.js';
import { defaultSilenceMs, runFree } from '../processes/free.js';
import { openPool, type Pool } from '../processes/pool.js';
import { executionInWords } from '../report/run.js';
import { scenarioInWords } from '../report/scenario.js';
import { reachOf } from '../search/reach.js';
import type { Held } from './expect-controlled.js';

let pool: Pool | undefined;

/**
 * Runs a scenario once with processes that the operating system schedules.
 * @throws {Error} that shows what is wrong.
 */
export async function expectFree({ invariant, writer, scenario, scope }: Held): Promise<void> {
  pool ??= openPool(defaultSilenceMs());
  const execution = await runFree({ writer, scenario, pool });
  const fail = (verdict: string): Error =>
    new Error(`${verdict}\n${scenarioInWords(execution.writer, execution.scenario)}\n${executionInWords(execution)}`);
  const violations = judge(invariant, execution);
  const reach = reachOf(execution)(violations !== undefined);
  scope.exploration.note({ invariant, writer: writer.name, scenario, reach, how: 'free' });
  if (execution.outcome.kind !== 'completed') throw fail('The execution did not complete');
  const [violation, ...more] = violations ?? [];
  if (violation === undefined) return;
  const others = more.length > 0 ? ` And ${more.length} more of the kind.` : '';
  throw fail(`${invariant.claim} is violated: ${violation.message}${others}`);
}
