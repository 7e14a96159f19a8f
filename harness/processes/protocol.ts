import type { Rotation } from '../scenario/rotation.js';

/**
 * The command protocol: a process reads such a line of JSON for each execution, appends the records in turn, answers
 * each with `ok <index>` or `fail <index> <message>`, says `closed` when it has closed the log, and reads the next
 * line. The end of its input ends it. `pausesMs` (a pause before each record) may be ignored.
 */
export interface Order {
  readonly file: string;
  readonly rotation: Rotation;
  readonly process: number;
  readonly records: readonly string[];
  readonly pausesMs?: readonly number[];
}

/** A record is acknowledged, or refused. */
export type RecordAnswer =
  | { readonly kind: 'ok'; readonly index: number }
  | { readonly kind: 'fail'; readonly index: number; readonly message: string };

export type OrderAnswer = RecordAnswer | { readonly kind: 'closed' };

/** An answer as its line, with the line's end. */
export function answerLine(answer: OrderAnswer): string {
  switch (answer.kind) {
    case 'ok':
      return `ok ${answer.index}\n`;
    case 'fail':
      return `fail ${answer.index} ${answer.message.replaceAll('\n', ' ')}\n`;
    case 'closed':
      return 'closed\n';
  }
}

/** The answer that a line is, if it is one. */
export function parseAnswer(line: string): OrderAnswer | undefined {
  if (line === 'closed') return { kind: 'closed' };
  const [, kind, index, message = ''] = /^(ok|fail) (\d+)(?: (.*))?$/.exec(line) ?? [];
  if (kind === 'ok' && message === '') return { kind, index: Number(index) };
  if (kind === 'fail') return { kind, index: Number(index), message };
  return undefined;
}
