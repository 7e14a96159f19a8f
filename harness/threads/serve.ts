import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { endKept, keepToOwnProcessor, startNoneOnce } from '../gate/index.js';
import { faultIn, machineFaultOf, shortageTold } from '../machine-fault.js';
import { errorMessage } from '../words.js';
import { faultInWords, WriterFault } from '../writers/writer-fault.js';

/** The first says whether it could be opened; the others answer a request, or ask something before they do. */
export type Answer<Response> =
  { readonly opened: true } | { readonly response: Response } | Failure | { readonly question: unknown };

/** Why there is no response, and whose fault that is. */
export interface Failure {
  readonly failure: string;
  readonly whose: 'writer' | 'machine' | 'harness';
}

/** What a thread is started with. */
export interface Started {
  /** Brings the replies to what the thread asks. */
  readonly replies: MessagePort;
  /** Becomes 1 when there is a reply. */
  readonly isReplied: Int32Array;
  /** Becomes 1 when all is about to end. */
  readonly isOver: Int32Array;
}

/** What it is told before it opens anything. */
export interface Opens {
  readonly options: unknown;
  /** The environment: a thread that has begun early does not see what has been set since. */
  readonly env: NodeJS.ProcessEnv;
}

/** What came of a question. */
export type Reply = { readonly reply: unknown } | { readonly failure: string };

interface Served<Request, Response> {
  readonly answer: (request: Request) => Response;
  readonly close: () => void;
}

/** Opens what answers. It may ask the thread whose request is being answered, and blocks until the reply is there. */
export type Opening<Options, Request, Response, Asked = never, Replied = never> = (
  options: Options,
  ask: (question: Asked) => Replied,
) => Served<Request, Response>;

type Told<Options, Request> =
  { readonly opens: Opens & { readonly options: Options } } | { readonly request: Request } | 'close';

/** In a thread that `beginThread` has begun: opens something and answers each request in turn; `close` ends it. */
export function serve<Options, Request, Response, Asked = never, Replied = never>(
  open: Opening<Options, Request, Response, Asked, Replied>,
): void {
  const { replies, isReplied, isOver }: Started = workerData;
  startNoneOnce(() => Atomics.load(isOver, 0) === 1);
  const ask = (question: Asked): Replied => {
    Atomics.store(isReplied, 0, 0);
    respond({ question });
    Atomics.wait(isReplied, 0, 0);
    const received: { readonly reply: Replied } | { readonly failure: string } | undefined =
      receiveMessageOnPort(replies)?.message;
    if (received === undefined) throw new Error('The thread was woken without a reply.');
    if ('failure' in received) throw new Error(received.failure);
    return received.reply;
  };
  let served: Served<Request, Response> | undefined;
  let leaveProcessor: (() => void) | undefined;
  parentPort?.on('message', (message: Told<Options, Request>) => {
    if (message === 'close') {
      served?.close();
      endKept();
      leaveProcessor?.();
      parentPort?.close();
    } else if ('opens' in message) {
      const { options, env } = message.opens;
      Object.assign(process.env, env);
      try {
        leaveProcessor ??= keepToOwnProcessor();
        served = open(options, ask);
        respond({ opened: true });
      } catch (error) {
        respond(failureOf(error));
      }
    } else if (served !== undefined) respond(tried(served, message.request));
  });
}

function tried<Request, Response>(served: Served<Request, Response>, request: Request): Answer<Response> {
  try {
    return { response: served.answer(request) };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof WriterFault) return { failure: faultInWords(error), whose: 'writer' };
  const shortage = shortageTold(errorMessage(error));
  const fault = machineFaultOf(error) ?? (shortage === undefined ? undefined : faultIn(errorMessage(error), shortage));
  return { failure: faultInWords(fault ?? error), whose: fault === undefined ? 'harness' : 'machine' };
}

function respond<Response>(answer: Answer<Response>): void {
  parentPort?.postMessage(answer);
}
