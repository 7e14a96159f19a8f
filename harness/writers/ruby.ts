import { join } from 'node:path';
import { execaSync } from 'execa';
import { packageRoot } from '../package-root.js';
import type { WriterProgram } from './writer-program.js';
import { soundAlone } from './libraries/alone.js';

const program = join(packageRoot, 'harness', 'writers', 'ruby_logger.rb');

/** Without its packages, which the standard library doesn't need, it starts faster. */
const withoutPackages = ['--disable-gems'];

const ANSWER_TIMEOUT_MS = 10_000;

let known: WriterProgram | undefined;

/**
 * Ruby's own `Logger`, which locks its file between processes while it rotates. It begins each file with a line that nobody
 * has logged. A record counts as acknowledged when the call returns: it has been written by then, past every buffer (logger
 * 1.5, lib/logger/log_device.rb, `open_logfile`, `sync = true`).
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
  const asked = execaSync('ruby', [...withoutPackages, '-e', question], {
    reject: false,
    stdin: 'ignore',
    timeout: ANSWER_TIMEOUT_MS,
  });
  const [executable, ruby, logger] = asked.stdout?.split('\n') ?? [];
  if (asked.failed || !executable || !ruby || !logger) return { ...writer, unavailable: 'ruby does not run.' };
  return { ...writer, command: [executable, ...withoutPackages, program], versions: { ruby, logger } };
}
