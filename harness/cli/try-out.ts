import { requestFor, type CheckOptions, type CheckRequest } from './check-options.js';
import { triedProgram, type Trying } from './program-trial.js';
import { assertControlled } from './validate.js';

/**
 * What is asked for, once it has been executed: nothing could be judged of what can't be controlled, and only then is it known whether a
 * program as it is starts processes of its own.
 * @throws {Error} one sentence that says why nothing can be judged.
 */
export async function tried(request: CheckRequest, options: CheckOptions, trying: Trying): Promise<CheckRequest> {
  const { writer, seed } = request;
  const { asIs, sizes } = writer;
  if (asIs === undefined) {
    await assertControlled(writer, trying.threads, trying.endMs);
    return request;
  }
  return requestFor(await triedProgram(writer, { asIs, sizes }, trying), options, seed);
}
