import { basename, extname } from 'node:path';

/** What most often helps in a language: with answers that stay in a buffer, and with executions that part. */
interface Advice {
  readonly flush: string;
  readonly repeat: string;
}

const anyLanguage: Advice = {
  flush: 'flush standard output after each',
  repeat: 'no process number, address or random source in what it does, and one thread that writes',
};

const advice: Readonly<Record<string, Partial<Advice>>> = {
  python: {
    flush: 'print(…, flush=True), or python3 -u',
    repeat: 'no os.getpid(), id() or uuid in what it does, and one thread that writes',
  },
  node: {
    repeat: 'one call awaited before the next is made, and no process.pid, crypto or worker threads in what it does',
  },
  ruby: {
    flush: '$stdout.sync = true',
    repeat: 'no Process.pid, object_id or SecureRandom in what it does, and one thread that writes',
  },
  perl: {
    flush: '$| = 1',
    repeat: 'PERL_HASH_SEED=0, no $$ in what it does, and one thread that writes',
  },
  php: { repeat: 'no getmypid() or uniqid() in what it does' },
  java: {
    flush: 'System.out.flush()',
    repeat: '-Xint and -XX:+UseSerialGC, and one thread that writes',
  },
  sh: { repeat: 'no $$, $RANDOM or background jobs in what it does' },
};

const byExtension: Readonly<Record<string, string>> = {
  '.py': 'python',
  '.rb': 'ruby',
  '.pl': 'perl',
  '.php': 'php',
  '.jar': 'java',
  '.sh': 'sh',
  '.js': 'node',
  '.mjs': 'node',
  '.cjs': 'node',
};

/** What most often helps a writer that is such a command, by the language that it seems to be written in. */
export function adviceFor(command: readonly string[]): Advice {
  const { flush, repeat } = { ...anyLanguage, ...advice[languageOf(command) ?? ''] };
  return { flush, repeat: `nothing remembered from one execution to the next, ${repeat}` };
}

/** A program is known by its name, with or without a version, or else by the first file whose ending tells. */
export function languageOf([program = '', ...args]: readonly string[]): string | undefined {
  const name = basename(program).replace(/[\d.]+$/, '');
  if (name === 'bash' || name === 'dash') return 'sh';
  if (Object.hasOwn(advice, name)) return name;
  return [program, ...args].map((word) => byExtension[extname(word)]).find((language) => language !== undefined);
}
