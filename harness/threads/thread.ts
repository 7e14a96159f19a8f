import { MessageChannel, Worker } from 'node:worker_threads';
import { compiledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { WriterFault } from '../writers/writer-fault.js';
import { errorMessage } from '../words.js';
import type { Answer, Reply, Started } from './serve.js';

/** Something that blocks its thread, in a thread of its own, so that this one stays free. */
export interface Thread<Request, Response, Asked = never, Replied = never> {
  /**
   * Requests are answered one after the other, in the order in which they are made.
   * @param reply replies to what the thread asks before it answers.
   */
  readonly ask: (request: Request, reply?: (question: Asked) => Replied) => Promise<Response>;
  /** Resolves when nothing of it is left, whatever has happened before. */
  readonly close: () => Promise<void>;
}

interface Waiting<Response, Asked, Replied> {
  readonly resolve: (answer: Answer<Response>) => void;
  readonly reject: (error: Error) => void;
  readonly reply?: ((question: Asked) => Replied) | undefined;
}

/**
 * Starts a compiled module that calls `serve`, and resolves once what it serves is open.
 * @throws {Error} that says why it can't be opened.
 */
export async function openThread<Request, Response, Asked = never, Replied = never>(
  module: string,
  options: unknown,
): Promise<Thread<Request, Response, Asked, Replied>> {
  // When a signal ends this process, its threads can't tidy up. So what a thread makes lies in a directory of this process.
  const directory = newDirectory();
  const env = { ...process.env, LOGTORTURE_DIRECTORY: directory.path };
  const { port1: replies, port2: theirs } = new MessageChannel();
  const isReplied = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: Started = { options, replies: theirs, isReplied };
  const worker = new Worker(compiledModule(module), { workerData, transferList: [theirs], env });
  replies.unref();
  const waiting: Waiting<Response, Asked, Replied>[] = [];
  let over: Error | undefined;

  const end = (error: Error): void => {
    over ??= error;
    for (const { reject } of waiting.splice(0)) reject(over);
    replies.close();
  };
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on(
    'message',
    (message: Exclude<Answer<Response>, { readonly question: unknown }> | { readonly question: Asked }) => {
      if ('question' in message) {
        replies.postMessage(replyTo(message.question, waiting[0]?.reply));
        Atomics.store(isReplied, 0, 1);
        Atomics.notify(isReplied, 0);
      } else {
        waiting.shift()?.resolve(message);
        // A process may end while its threads have nothing to do: nothing tells them that there is no next request.
        if (waiting.length === 0) worker.unref();
      }
    },
  );
  worker.on('error', (cause) => end(new Error('The thread that holds the steps has ended.', { cause })));
  worker.on('exit', () => end(new Error('The thread that holds the steps has ended.')));

  const answer = (reply?: (question: Asked) => Replied): Promise<Answer<Response>> =>
    new Promise((resolve, reject) => {
      if (over !== undefined) return reject(over);
      waiting.push({ resolve, reject, reply });
      worker.ref();
    });
  const close = async (): Promise<void> => {
    worker.ref();
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
    async ask(request, reply) {
      worker.postMessage({ request });
      const given = await answer(reply);
      if ('response' in given) return given.response;
      if (!('failure' in given)) throw new Error('The thread that holds the steps gave no answer.');
      if (given.isWriters) throw new WriterFault(given.failure);
      throw new Error(`The thread that holds the steps failed: ${given.failure}`);
    },
    close,
  };
}

function replyTo<Asked>(question: Asked, reply: ((question: Asked) => unknown) | undefined): Reply {
  if (reply === undefined) return { failure: 'Nothing replies to what the thread asks.' };
  try {
    return { reply: reply(question) };
  } catch (error) {
    return { failure: errorMessage(error) };
  }
}
