import { foreignFile, type Subject, type Subjects } from '../subject.js';

/** A program of one file, whose records are the lines of its input, and which finds what Debian has packaged. */
function compiled(name: string, packages: readonly string[]): Subject {
  const source = foreignFile('go', `${name}.go`);
  return {
    packages: ['golang-go', ...packages],
    rotations: ['size'],
    lines: true,
    takes: ['multi-byte'],
    // With one thread for what it does at once, it does it in one order.
    command: ['/usr/bin/env', 'GOMAXPROCS=1', '{out}/writer'],
    sources: [source],
    build: {
      command: ['/usr/bin/go', 'build', '-o', '{out}/writer', source],
      environment: { GOPATH: '/usr/share/gocode', GO111MODULE: 'off', CGO_ENABLED: '0' },
    },
  };
}

export const goSubjects: Subjects = {
  'go-plain': { ...compiled('plain', []), rotations: ['none', 'size'] },
  'go-lumberjack': {
    ...compiled('lumberjack', ['golang-gopkg-natefinch-lumberjack.v2-dev']),
    // Its threshold is a number of megabytes.
    sizes: { maxBytes: { min: 1_048_576, max: 1_048_576 }, recordBytes: { min: 524_000, max: 600_000 } },
  },
};
