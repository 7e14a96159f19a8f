import { steadyMs } from '../limits.js';
import { leaveIfBrokenOff } from '../processes/ending/leave.js';
import type { Begun } from '../threads/begin.js';
import { endWhenTold } from './ends-when-told.js';
import { main } from './main.js';

/**
 * What the program does, from its start to its end.
 * @param first a thread that searches, where one has begun already.
 */
export async function start(args: readonly string[], first?: Begun): Promise<void> {
  endWhenTold();
  await main(args, undefined, steadyMs() - performance.now(), first);
  await leaveIfBrokenOff();
}
