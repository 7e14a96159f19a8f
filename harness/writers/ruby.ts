import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { askProgram } from './ask-program.js';
import type { WriterProgram } from './writer-program.js';
import { soundAlone } from './libraries/alone.js';

const program = join(packageRoot, 'harness', 'writers', 'ruby_logger.rb');

/** Leaves out the user's packages: the standard library doesn't need them, and it starts faster. */
const withoutPackages = ['--disable-gems'];

let known: WriterProgram | undefined;

/**
 * Ruby's own `Logger`. While it rotates it holds a lock on its file that other processes respect. It begins each file with a
 * line of its own. A record counts as acknowledged when the call returns: by then it has been written, past every buffer
 * (logger 1.5, lib/logger/log_device.rb, `open_logfile`, `sync = true`).
 */
export function rubyLogger(): WriterProgram {
  return (known ??= findLogger());
}

function findLogger(): WriterProgram {
  const writer: WriterProgram = {
    name: 'ruby-logger',
    rotations: ['none', 'size'],
    guarantees: [],
    guaranteesAlone: ['no-record-lost', ...soundAlone.filter((claim) => claim !== 'nothing-unexpected')],
    command: [],
  };
  const question = 'require "logger"; require "rbconfig"; puts RbConfig.ruby, RUBY_VERSION, Logger::VERSION';
  const asked = askProgram('ruby', [...withoutPackages, '-e', question]);
  const [executable, ruby, logger] = asked.stdout?.split('\n') ?? [];
  if (asked.failed || !executable || !ruby || !logger) return { ...writer, unavailable: 'ruby does not run.' };
  return { ...writer, command: [executable, ...withoutPackages, program], versions: { ruby, logger } };
}
