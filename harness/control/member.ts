import type { Member } from '../gate/index.js';
import { compiledModule } from '../package-root.js';
import { childEnvironment } from '../processes/environment.js';
import { handlersScript } from '../writers/python.js';
import type { WriterProgram } from '../writers/writer-program.js';

/**
 * The process that runs a writer. The host and the script with Python's handlers are asked to be repeatable, and may be
 * copied before their first execution; of any other command nothing is known, so it is copied where it is one thread alone.
 */
export function memberOf({ command: [file = '', ...args] }: WriterProgram): Member {
  const isHost = args[0] === compiledModule('processes/host/host.js');
  if (isHost) return { ...nodeMember([...args, '--repeatable']), answersInMemory: true };
  if (args.includes(handlersScript)) return member([file, ...args, '--repeatable'], true);
  return { ...(file === process.execPath ? nodeMember(args) : member([file, ...args], true)), copyable: 'alone' };
}

/**
 * Node gets a pool of one thread, and none for the engine's own work: with more, which thread does what differs from run
 * to run, and each that may still move must be looked after. It remembers from the first call of a function on what it has seen there:
 * a copy executes little more than once, and by default it would learn that from the ninth call on.
 */
export function nodeMember(args: readonly string[]): Member {
  return member([process.execPath, ...engineOptions, ...args], true);
}

const engineOptions = ['--single-threaded', '--v8-pool-size=0', '--no-lazy-feedback-allocation'] as const;

function member(command: Member['command'], copyable: boolean): Member {
  return { command, env: { ...childEnvironment(), UV_THREADPOOL_SIZE: '1' }, cwd: process.cwd(), copyable };
}
