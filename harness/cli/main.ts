import { Command, CommanderError } from 'commander';
import { versions } from '../counterexample/versions.js';
import { faultInWords } from '../writers/writer-fault.js';
import { search } from '../search/search.js';
import { checkCommand } from './check.js';
import { doctorCommand } from './doctor.js';
import { experimentCommand } from './experiment.js';
import { listCommand } from './list.js';
import { matrixCommand } from './matrix.js';
import { replayCommand } from './replay.js';
import { runCommand } from './run.js';
import type { Search } from './search-parts.js';
import { validateCommand } from './validate.js';
import { UsageError } from './usage-error.js';

/** Runs the command line and sets the exit status: 0 held, 1 violated, 2 usage or bad input, 3 the harness itself failed. */
export async function main(args: readonly string[], searchBy: Search = search): Promise<void> {
  const program = new Command('logtorture')
    .description(
      'When several processes write and rotate the same log: is any record lost, torn, duplicated or reordered?',
    )
    .version(versions['logtorture'] ?? '')
    .exitOverride();
  const dashes = args.indexOf('--');
  const behind = dashes === -1 ? 0 : args.length - dashes - 1;
  for (const command of [
    checkCommand(searchBy, behind),
    validateCommand(behind),
    matrixCommand(),
    replayCommand(),
    runCommand(behind),
    experimentCommand(),
    listCommand(),
    doctorCommand(),
  ])
    program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync(args);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UsageError) {
      console.error(`logtorture: ${error.message}`);
      process.exitCode = 2;
    } else {
      const more = process.env['LOGTORTURE_DEBUG'] === '1' ? '' : ' (LOGTORTURE_DEBUG=1 shows where)';
      console.error(`logtorture itself failed; this says nothing about the writer: ${faultInWords(error)}${more}`);
      process.exitCode = 3;
    }
  }
}
