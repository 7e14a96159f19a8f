import { wantsStacks } from '../package-root.js';
import { errorMessage } from '../words.js';

/** The writer did what can't be controlled. That is no fault of the harness, and the message is all that is to be said. */
export class WriterFault extends Error {}

/** What was thrown, for people: with the stack only where the environment asks for it, by LOGTORTURE_DEBUG=1. */
export function faultInWords(error: unknown): string {
  const stack = wantsStacks() && error instanceof Error ? error.stack : undefined;
  return stack ?? errorMessage(error);
}
