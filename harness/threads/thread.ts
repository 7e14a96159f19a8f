import { Worker } from 'node:worker_threads';
import { compiledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Answer } from './serve.js';

/** Something that blocks its thread, in a thread of its own, so that this one stays free. */
export interface Thread<Request, Response> {
  /** Requests are answered one after the other, in the order in which they are made. */
  readonly ask: (request: Request) => Promise<Response>;
  /** Resolves when nothing of it is left, whatever has happened before. */
  readonly close: () => Promise<void>;
}

interface Waiting<Response> {
  readonly resolve: (answer: Answer<Response>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a compiled module that calls `serve`, and resolves once what it serves is open.
 * @throws {Error} that says why it can't be opened.
 */
export async function openThread<Request, Response>(
  module: string,
  options: unknown,
): Promise<Thread<Request, Response>> {
  // When a signal ends this process, nobody asks the thread to tidy up: what it makes lies in a directory of this one.
  const directory = newDirectory();
  const env = { ...process.env, LOGTORTURE_DIRECTORY: directory.path };
  const worker = new Worker(compiledModule(module), { workerData: options, env });
  const waiting: Waiting<Response>[] = [];
  let over: Error | undefined;

  const end = (error: Error): void => {
    over ??= error;
    for (const { reject } of waiting.splice(0)) reject(over);
  };
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (message: Answer<Response>) => waiting.shift()?.resolve(message));
  worker.on('error', (cause) => end(new Error('The thread that holds the steps has ended.', { cause })));
  worker.on('exit', () => end(new Error('The thread that holds the steps has ended.')));

  const answer = (): Promise<Answer<Response>> =>
    new Promise((resolve, reject) => {
      if (over === undefined) waiting.push({ resolve, reject });
      else reject(over);
    });
  const close = async (): Promise<void> => {
    worker.postMessage('close');
    await exited;
    directory.remove();
  };

  const first = await answer();
  if ('failure' in first) {
    await close();
    throw new Error(first.failure);
  }
  return {
    async ask(request) {
      worker.postMessage({ request });
      const given = await answer();
      if ('response' in given) return given.response;
      const why = 'failure' in given ? given.failure : 'it gave no answer';
      throw new Error(`The thread that holds the steps failed: ${why}`);
    },
    close,
  };
}
