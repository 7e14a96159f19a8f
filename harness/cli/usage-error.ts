import { machineFaultOf } from '../machine-fault.js';
import { errorMessage } from '../words.js';

/** What the user asked for can't be done; the message is the one line that says why. */
export class UsageError extends Error {}

/** Runs `prepare`; any error in it counts as bad input, but for what the machine refused. */
export async function asUsage<T>(prepare: () => T | Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    const fault = machineFaultOf(error);
    if (fault !== undefined) throw fault;
    const message = errorMessage(error);
    throw new UsageError(message.trim().replaceAll(/\s*\n\s*/g, ' '), { cause: error });
  }
}
