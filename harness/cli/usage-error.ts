import { errorMessage } from '../words.js';

/** What the user asked for can't be done; the message is the one line that says why. */
export class UsageError extends Error {}

/** Runs `prepare`; any error in it counts as bad input. */
export async function asUsage<T>(prepare: () => T | Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    const message = errorMessage(error);
    throw new UsageError(message.trim().replaceAll(/\s*\n\s*/g, ' '), { cause: error });
  }
}
