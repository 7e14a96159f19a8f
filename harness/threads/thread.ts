import { chmodSync } from 'node:fs';
import { newDirectory } from '../processes/directory.js';
import { isInterrupted, onInterrupt } from '../processes/ending/interruption.js';
import { MachineFault, machineFaultOf } from '../machine-fault.js';
import { WriterFault } from '../writers/writer-fault.js';
import { errorMessage } from '../words.js';
import { beginThread, type Begun } from './begin.js';
import type { Answer, Opens, Reply } from './serve.js';

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
 * Opens what a bundled module serves, and resolves once that is open.
 * @param begun the thread of that module, where it has begun already.
 * @throws {Error} that says why it can't be opened.
 */
export async function openThread<Request, Response, Asked = never, Replied = never>(
  module: string,
  options: unknown,
  begun: Begun = beginThread(module),
): Promise<Thread<Request, Response, Asked, Replied>> {
  // When a signal ends this process, its threads can't tidy up. So what a thread makes lies in a directory of this process.
  const directory = newDirectory();
  // A program that becomes another user is to come to its own directory in it.
  chmodSync(directory.path, 0o711);
  const { worker, replies, isReplied, isOver } = begun;
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
  const failed = (cause: Error): void =>
    end(machineFaultOf(cause) ?? new Error('The thread that holds the steps has ended.', { cause }));
  worker.on('error', failed);
  worker.on('exit', () => {
    forget();
    end(new Error('The thread that holds the steps has ended.'));
  });
  // It may be in a call of the kernel's, in which a thread can't be ended; so it is left to end with this process.
  const forget = onInterrupt((error) => {
    Atomics.store(isOver, 0, 1);
    end(error);
  });

  const answer = (reply?: (question: Asked) => Replied): Promise<Answer<Response>> =>
    new Promise((resolve, reject) => {
      if (over !== undefined) return reject(over);
      waiting.push({ resolve, reject, reply });
      worker.ref();
    });
  const close = async (): Promise<void> => {
    // What an interrupted thread has left is ended, and removed, with this process.
    if (isInterrupted()) return;
    worker.ref();
    worker.postMessage('close');
    await exited;
    directory.remove();
  };

  const failure = begun.failure();
  if (failure !== undefined) failed(failure);
  const env = { ...process.env, LOGTORTURE_DIRECTORY: directory.path };
  worker.postMessage({ opens: { options, env } satisfies Opens });
  const first = await answer();
  if ('failure' in first) {
    await close();
    throw first.whose === 'machine' ? new MachineFault(first.failure) : new Error(first.failure);
  }
  return {
    async ask(request, reply) {
      worker.postMessage({ request });
      const given = await answer(reply);
      if ('response' in given) return given.response;
      if (!('failure' in given)) throw new Error('The thread that holds the steps gave no answer.');
      if (given.whose === 'writer') throw new WriterFault(given.failure);
      if (given.whose === 'machine') throw new MachineFault(given.failure);
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
