import { onStandardOutput } from '../../words.js';

/** A stream for what is meant for standard output: it prints on standard error, and each of its lines says what it is. */
export function standardOutputOn(stderr: typeof process.stderr): typeof process.stderr {
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const [encoding] = rest;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encodingNamed(encoding)) : Buffer.from(chunk);
    return stderr.write(marked(bytes.toString()), rest.find(isCallback) ?? (() => undefined));
  };
  return new Proxy(stderr, {
    get: (target, key): unknown => (key === 'write' ? write : Reflect.get(target, key)),
  });
}

function isCallback(value: unknown): value is (error?: Error | null) => void {
  return typeof value === 'function';
}

function encodingNamed(name: unknown): BufferEncoding {
  return typeof name === 'string' && Buffer.isEncoding(name) ? name : 'utf8';
}

/** What is printed next may be an error of another stream, so that a line without an end is given one. */
function marked(text: string): string {
  if (text === '') return '';
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${onStandardOutput}${line}\n`).join('');
}
