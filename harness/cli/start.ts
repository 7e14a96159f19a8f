import { steadyMs } from '../limits.js';
import { leaveIfBrokenOff } from '../processes/ending/leave.js';
import { endWhenTold } from './ends-when-told.js';
import { main } from './main.js';

/** What the program does, from its start to its end. */
export async function start(args: readonly string[]): Promise<void> {
  endWhenTold();
  await main(args, undefined, steadyMs() - performance.now());
  leaveIfBrokenOff();
}
