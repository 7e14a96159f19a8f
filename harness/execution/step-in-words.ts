import type { GateEvent, Step } from '../gate/index.js';
import { traceOf } from './events.js';

/**
 * A step in a few words: `rename app.log → app.log.1`, `stat app.log.1 = ENOENT`, `write app.log +51`. What is done to a file
 * that got another name meanwhile is done to one of that name.
 */
export function stepInWords({ thread, call, path: held, now: path = held, to, bytes, result }: Step): string {
  const words = [call, path, to === undefined ? undefined : `→ ${to}`].filter((word) => word !== undefined);
  return `${words.join(' ')}${outcomeInWords({ call, path, bytes, result })}${thread === 0 ? '' : ` (thread ${thread})`}`;
}

type Answered = Pick<Step, 'call' | 'result'> & {
  readonly path: string | undefined;
  readonly bytes: number | undefined;
};

/** The length of a listing and the size of a folder are left out: they explain nothing. */
function outcomeInWords({ call, path, bytes, result }: Answered): string {
  if ('error' in result) return ` = ${result.error}`;
  if ('unseen' in result || call === 'list') return '';
  if (call === 'receive') return result.value === 0 ? ' = the end' : ` +${result.value}`;
  if (bytes !== undefined) return result.value === bytes ? ` +${bytes}` : ` +${result.value} of ${bytes}`;
  return call === 'stat' && path !== '.' && result.size !== undefined ? ` = ${result.size}` : '';
}

/** `its last step was 3, write app.log +51`: the last of a process among these events, which are the first of an execution. */
export function lastStepInWords(events: readonly GateEvent[], process: number): string {
  const trace = traceOf({ events });
  const last = trace.findLastIndex((step) => step.process === process);
  const step = trace[last];
  return step === undefined ? 'it had taken no step' : `its last step was ${last + 1}, ${stepInWords(step)}`;
}
