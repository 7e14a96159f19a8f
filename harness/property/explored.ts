import { faultsFor, mustRotate, type Claim } from '../claims/claim.js';
import { counted } from '../counted.js';
import { addTallies, type Tally } from '../search/tally.js';
import type { WriterProgram } from '../writers/writer-program.js';

interface Entry {
  readonly claim: Claim;
  readonly writer: WriterProgram;
  readonly scenarios: number;
  readonly tally: Tally;
  readonly company: boolean;
  readonly how: 'controlled' | 'free';
}

/** What the executions of each claim and writer have reached since it was last told. */
const entries = new Map<string, Entry>();

export function noteExplored(
  claim: Claim,
  writer: WriterProgram,
  entry: Pick<Entry, 'tally' | 'company' | 'how'>,
): void {
  const key = `${claim} ${writer.name} ${entry.how}`;
  const before = entries.get(key);
  entries.set(key, {
    claim,
    writer,
    how: entry.how,
    scenarios: (before?.scenarios ?? 0) + 1,
    tally: before === undefined ? entry.tally : addTallies(before.tally, entry.tally),
    company: (before?.company ?? false) || entry.company,
  });
}

/**
 * Says what was explored since the last time, a sentence for each claim and writer.
 * @throws {Error} when one of them never reached what it claims to test: a pass that explored nothing is a failure.
 */
export function takeExplored(): string[] {
  const taken = [...entries.values()];
  entries.clear();
  return taken.map(({ claim, writer, scenarios, tally, company, how }) => {
    const { executions, acknowledged, rotated, overlapped, faulted } = tally;
    const missed = [
      ...(acknowledged === 0 ? ['acknowledged a record'] : []),
      ...(mustRotate(claim, writer.rotations) && rotated === 0 ? ['rotated'] : []),
      ...(faultsFor(claim).length > 0 && how === 'controlled' && faulted === 0 ? ['had a fault'] : []),
      ...(company && overlapped === 0 ? ['had two processes overlap'] : []),
    ];
    const of = `${claim} of ${writer.name}`;
    if (missed.length > 0)
      throw new Error(`${of} was tested in vain: none of ${executions} executions ${missed.join(' or ')}.`);
    return `${of}: ${counted(executions, `${how} execution`)} of ${counted(scenarios, 'scenario')}, ${faulted === 0 ? '' : `${faulted} with a fault, `}${rotated} rotated, in ${overlapped} two processes overlapped`;
  });
}
