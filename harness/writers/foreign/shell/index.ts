import { foreignFile, type Subjects } from '../subject.js';

export const shellSubjects: Subjects = {
  'shell-mv': {
    packages: ['bash'],
    rotations: ['none', 'size'],
    lines: true,
    takes: ['multi-byte'],
    command: ['/bin/bash', foreignFile('shell', 'mv.sh')],
  },
  'shell-savelog': {
    packages: ['bash', 'debianutils'],
    rotations: ['size'],
    lines: true,
    takes: ['multi-byte'],
    command: ['/bin/bash', foreignFile('shell', 'savelog.sh')],
  },
};
