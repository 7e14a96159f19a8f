import { Command } from 'commander';
import { withLimit } from './limit.js';
import type { Begun } from '../threads/begin.js';
import type { Search } from './search-parts.js';

/** How logtorture was called. */
export interface Called {
  /** Whether it is called for a program as it is. */
  readonly asIs: boolean;
  /** How many words of the command line stood behind `--`. */
  readonly behind: number;
  /** When the process was started, on the steady clock. */
  readonly startMs: number;
  /** A thread that searches, where one has begun already. */
  readonly first?: Begun | undefined;
  /** What searches instead of the usual search. */
  readonly search?: Search | undefined;
}

interface Known {
  readonly name: string;
  readonly description: string;
  /** Loads the module of the command, and all that it takes. */
  readonly load: (called: Called) => Promise<Command>;
}

const commands: readonly Known[] = [
  {
    name: 'check',
    description: 'search for the smallest interleaving that breaks a claim',
    load: async (called) => withLimit((await import('./check.js')).checkCommand(called)),
  },
  {
    name: 'validate',
    description: 'run one execution of a writer, and say what is wrong with it as a writer',
    load: async (called) => withLimit((await import('./validate.js')).validateCommand(called)),
  },
  {
    name: 'matrix',
    description: 'search all writers, each alone and together, and show which claims hold in one table',
    load: async () => withLimit((await import('./matrix.js')).matrixCommand()),
  },
  {
    name: 'merge',
    description: 'join the parts of a check or a matrix that was divided, and say what one machine would have',
    load: async () => (await import('./merge.js')).mergeCommand(),
  },
  {
    name: 'replay',
    description: 'run a counterexample again, in fresh processes',
    load: async () => withLimit((await import('./replay.js')).replayCommand()),
  },
  {
    name: 'run',
    description: 'run real processes that write one log, and account for every record',
    load: async (called) => withLimit((await import('./run.js')).runCommand(called)),
  },
  {
    name: 'experiment',
    description: 'the old experiment: what five processes lose by size, by time and without a rotation, and why',
    load: async () => withLimit((await import('./experiment.js')).experimentCommand()),
  },
  {
    name: 'list',
    description: 'name the writers that come with logtorture, and the claims with what they mean',
    load: async () => withLimit((await import('./list.js')).listCommand()),
  },
  {
    name: 'doctor',
    description: 'say whether this machine can hold the steps of processes',
    load: async () => (await import('./doctor.js')).doctorCommand(),
  },
];

/** All commands: those that are asked for as they are, and of the others what is told of them, since to load them takes its time. */
export function commandsFor(asked: readonly string[], called: Called): Promise<Command[]> {
  return Promise.all(
    commands.map(async ({ name, description, load }) => {
      const command = asked.includes(name) ? await load(called) : new Command(name);
      return command.description(description);
    }),
  );
}
