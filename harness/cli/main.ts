import { Command, CommanderError } from 'commander';
import { versions } from '../counterexample/versions.js';
import { steadyMs } from '../limits.js';
import { machineFaultOf } from '../machine-fault.js';
import { wantsStacks } from '../package-root.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import type { Begun } from '../threads/begin.js';
import { commandsFor } from './commands.js';
import type { Search } from './search-parts.js';
import { UsageError } from './usage-error.js';

/**
 * Runs the command line and sets the exit status: 0 held, 1 violated, 2 usage or bad input, 3 the harness itself failed.
 * @param startMs when this process was started, on the steady clock: a budget in time counts from there.
 * @param first a thread that searches, where one has begun already.
 */
export async function main(
  args: readonly string[],
  search?: Search,
  startMs: number = steadyMs(),
  first?: Begun,
): Promise<void> {
  const program = new Command('logtorture')
    .description(
      'When several processes write and rotate the same log: is any record lost, torn, duplicated or reordered?',
    )
    .version(versions['logtorture'] ?? '')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride();
  const dashes = args.indexOf('--');
  const behind = dashes === -1 ? 0 : args.length - dashes - 1;
  // What the commands tell of themselves depends on it.
  const asIs = (dashes === -1 ? args : args.slice(0, dashes)).includes('--as-is');
  // The command stands first, or behind `help`.
  const commands = await commandsFor(args.slice(2, 4), { asIs, behind, startMs, first, search });
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync(args);
  } catch (error) {
    // What was broken off fails in many ways, none of which says anything.
    if (isInterrupted()) return;
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UsageError) {
      console.error(`logtorture: ${error.message}`);
      process.exitCode = 2;
    } else {
      process.exitCode = 3;
      const fault = machineFaultOf(error);
      if (fault !== undefined) {
        console.error(`logtorture: ${fault.message}`);
        return;
      }
      const { faultInWords } = await import('../writers/writer-fault.js');
      const more = wantsStacks() ? '' : ' (LOGTORTURE_DEBUG=1 shows where)';
      console.error(`logtorture itself failed; this says nothing about the writer: ${faultInWords(error)}${more}`);
    }
  }
}
