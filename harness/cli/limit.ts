import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseFactor, setLimitFactor } from '../limits.js';
import { errorMessage } from '../words.js';

/** A command that starts processes, with the option that gives all of them longer on a slow machine. */
export function withLimit(command: Command): Command {
  return command
    .addOption(
      new Option('--limit <factor>', 'give all so many times as long').argParser(readFactor).env('LOGTORTURE_LIMIT'),
    )
    .hook('preAction', (_, acting) => {
      const { limit } = acting.opts<{ readonly limit?: number }>();
      if (limit !== undefined) setLimitFactor(limit);
    });
}

function readFactor(text: string): number {
  try {
    return parseFactor(text, 'It');
  } catch (error) {
    throw new InvalidArgumentError(errorMessage(error));
  }
}
