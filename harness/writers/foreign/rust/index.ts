import { foreignFile, type Subjects } from '../subject.js';

const source = foreignFile('rust', 'plain.rs');

export const rustSubjects: Subjects = {
  'rust-plain': {
    packages: ['rustc'],
    rotations: ['none', 'size'],
    lines: true,
    takes: ['multi-byte'],
    command: ['{out}/writer'],
    sources: [source],
    build: { command: ['/usr/bin/rustc', '-O', '-o', '{out}/writer', source] },
  },
};
