import { readSync } from 'node:fs';

/**
 * Reads standard input a line at a time, blocking. So nothing of a writer can run between two executions, and the next
 * one begins at once. `undefined` is the end of input.
 */
export function inputLines(): () => string | undefined {
  const chunk = Buffer.alloc(65_536);
  let pending: Buffer[] = [];
  let rest = Buffer.alloc(0);
  return () => {
    for (;;) {
      const end = rest.indexOf(10);
      if (end !== -1) {
        const line = Buffer.concat([...pending, rest.subarray(0, end)]).toString();
        rest = rest.subarray(end + 1);
        pending = [];
        return line;
      }
      pending.push(rest);
      const bytes = readSync(0, chunk);
      if (bytes === 0) return undefined;
      rest = Buffer.from(chunk.subarray(0, bytes));
    }
  };
}
