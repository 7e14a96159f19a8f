import { styleText } from 'node:util';
import { wrapped } from './wrap.js';

interface ListedWriter {
  readonly name: string;
  readonly rotations: readonly string[];
  readonly unavailable?: string;
}

interface ListedClaim {
  readonly name: string;
  readonly holdsWhen: string;
}

/** The writers, each with the rotations that it knows or why it can't be started, and the claims with what they mean. */
export function listInWords(writers: readonly ListedWriter[], claims: readonly ListedClaim[]): string {
  const aboutWriter = ({ rotations, unavailable }: ListedWriter): string =>
    unavailable === undefined ? rotations.join(', ') : `unavailable: ${unavailable.replace(/\.$/, '')}`;
  return [
    styleText('bold', 'Writers, and how they rotate'),
    ...rows(writers.map((writer) => [writer.name, aboutWriter(writer)])),
    '',
    styleText('bold', 'Claims, and when they hold'),
    ...rows(claims.map(({ name, holdsWhen }) => [name, holdsWhen])),
  ].join('\n');
}

function rows(entries: readonly (readonly [name: string, text: string])[]): string[] {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, text]) => wrapped(`  ${name.padEnd(width)}  `, text));
}
