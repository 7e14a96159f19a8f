import { lengthened } from '../limits.js';

const usualLimitMs = 30_000;

/** How long a module may take to load. */
export function loadLimitMs(): number {
  return lengthened(usualLimitMs);
}

/** How the host that was to describe a module's writer ended. */
interface Described {
  readonly stderr: string;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly timedOut: boolean;
}

/** Node's exit status where nothing is left to do, but a top-level await still waits. */
const unsettledAwait = 13;

const isTypeScript = /ERR_UNKNOWN_FILE_EXTENSION.*"\.[cm]?tsx?"/;

/** Why a module did not load as a writer, in one line. */
export function whyNotLoaded({ stderr, exitCode, signal, timedOut }: Described, limitMs: number): string {
  const said = essence(stderr);
  const printed = said === undefined ? 'it printed nothing' : `it printed last ${JSON.stringify(said.text)}`;
  if (timedOut)
    return `it was still loading after ${Math.round(limitMs / 100) / 10} s, most likely in a top-level await, or computing; ${printed}`;
  if (said?.isError === true && isTypeScript.test(said.text))
    return `it is TypeScript, which Node ${process.version} does not run: name what it compiles to, or take Node 22.18 or later`;
  if (said?.isError === true) return said.text;
  if (exitCode === unsettledAwait) return `its top-level await waits for what never comes; ${printed}`;
  return `it ended the process while it was loaded, with ${signal ?? `exit status ${exitCode ?? 0}`}; ${printed}`;
}

/** The message of an uncaught error that was printed, in one line, without its stack and its source line; or the last line. */
function essence(stderr: string): { readonly text: string; readonly isError: boolean } | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => /^(?:\w*Error|Error \[\w+\])\b.*:/.test(line));
  if (first === -1) {
    const last = lines.findLast((line) => line !== '');
    return last === undefined ? undefined : { text: last, isError: false };
  }
  const end = lines.findIndex((line, index) => index > first && (line === '' || line.startsWith('at ')));
  const [message = '', ...problems] = lines.slice(first, end === -1 ? undefined : end);
  return { text: `${message} ${problems.join('; ')}`.trimEnd(), isError: true };
}
