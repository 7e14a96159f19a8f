import type { Step } from '../gate/index.js';

/** A step in a few words: `rename app.log → app.log.1`, `stat app.log.1 = ENOENT`, `write app.log +51`. */
export function stepInWords({ thread, call, path, to, bytes, result }: Step): string {
  const words = [call, path, to === undefined ? undefined : `→ ${to}`].filter((word) => word !== undefined);
  return `${words.join(' ')}${outcomeInWords(call, bytes, result)}${thread === 0 ? '' : ` (thread ${thread})`}`;
}

function outcomeInWords(call: string, bytes: number | undefined, result: Step['result']): string {
  if ('error' in result) return ` = ${result.error}`;
  if ('unseen' in result) return '';
  if (bytes !== undefined) return result.value === bytes ? ` +${bytes}` : ` +${result.value} of ${bytes}`;
  return call === 'stat' && result.size !== undefined ? ` = ${result.size}` : '';
}
