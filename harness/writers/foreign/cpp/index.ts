import { foreignFile, type Subject, type Subjects } from '../subject.js';

/** A program of one file, whose records are the lines of its input. */
function compiled(name: string, packages: readonly string[], libraries: readonly string[]): Subject {
  const source = foreignFile('cpp', `${name}.cpp`);
  return {
    packages: ['g++', ...packages],
    rotations: ['none', 'size'],
    lines: true,
    takes: ['multi-byte'],
    command: ['{out}/writer'],
    sources: [source, foreignFile('cpp', 'told.h')],
    build: { command: ['/usr/bin/g++', '-O1', '-o', '{out}/writer', source, ...libraries] },
  };
}

const spdlog = compiled(
  'spdlog',
  ['libspdlog-dev'],
  ['-DSPDLOG_COMPILED_LIB', '-DSPDLOG_FMT_EXTERNAL', '-lspdlog', '-lfmt'],
);
const boost = compiled(
  'boost',
  ['libboost-log-dev'],
  ['-lboost_log', '-lboost_filesystem', '-lboost_thread', '-lboost_system'],
);
const log4cplus = compiled('log4cplus', ['liblog4cplus-dev'], ['-llog4cplus']);

/** Less it takes for 200 KB. */
const sizes: Subject['sizes'] = {
  maxBytes: { min: 204_800, max: 204_800 },
  recordBytes: { min: 102_400, max: 120_000 },
};

export const cppSubjects: Subjects = {
  'cpp-spdlog': spdlog,
  'cpp-boost': boost,
  'cpp-log4cplus': { ...log4cplus, sizes },
  'cpp-log4cplus-lock': { ...log4cplus, sizes, command: [...log4cplus.command, 'lock'] },
};
