import { foreignFile, type Subjects } from '../subject.js';

const source = foreignFile('erlang', 'logtorture_writer.erl');
/** One scheduler, and no thread that only works for others, nor spins before it sleeps; what is ended leaves no dump of itself. */
const options =
  '-noinput -noshell +S 1:1 +SDcpu 1:1 +SDio 1 +A 1 +sbwt none +sbwtdcpu none +sbwtdio none -env ERL_CRASH_DUMP_BYTES 0';

export const erlangSubjects: Subjects = {
  'erlang-logger': {
    packages: ['erlang-base'],
    rotations: ['none', 'size'],
    lines: true,
    takes: ['multi-byte'],
    command: ['/usr/bin/erl', ...options.split(' '), '-pa', '{out}', '-s', 'logtorture_writer', 'main'],
    sources: [source],
    varies: 'its threads wake each other in ways that the gate does not see',
    build: { command: ['/usr/bin/erlc', '-o', '{out}', source] },
  },
};
