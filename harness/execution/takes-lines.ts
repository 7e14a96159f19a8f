import type { Execution } from './execution.js';

/**
 * Whether a process took a record with line breaks for several, and answered more than it was asked: scripts in the language of a
 * shell read their records line by line. That is their way to say that they do not take such records.
 */
export function takesLinesForRecords({ scenario, processes }: Pick<Execution, 'scenario' | 'processes'>): boolean {
  const { content } = scenario;
  const hasLines = content === 'line-breaks' || content === 'cr-lf';
  return hasLines && processes.some(({ end }) => end.kind === 'garbled');
}
