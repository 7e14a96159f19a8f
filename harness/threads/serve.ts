import { parentPort } from 'node:worker_threads';

/** The first says whether it could be opened; each that follows answers a request. */
export type Answer<Response> =
  { readonly opened: true } | { readonly response: Response } | { readonly failure: string };

interface Served<Request, Response> {
  readonly answer: (request: Request) => Response;
  readonly close: () => void;
}

/** In a thread that `openThread` has started: opens something and answers each request in turn; `close` ends it. */
export function serve<Request, Response>(open: () => Served<Request, Response>): void {
  let served: Served<Request, Response> | undefined;
  try {
    served = open();
    respond({ opened: true });
  } catch (error) {
    respond({ failure: error instanceof Error ? error.message : String(error) });
  }
  parentPort?.on('message', (message: { request: Request } | 'close') => {
    if (message === 'close') {
      served?.close();
      parentPort?.close();
    } else if (served !== undefined) respond(tried(served, message.request));
  });
}

function tried<Request, Response>(served: Served<Request, Response>, request: Request): Answer<Response> {
  try {
    return { response: served.answer(request) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function respond<Response>(answer: Answer<Response>): void {
  parentPort?.postMessage(answer);
}
