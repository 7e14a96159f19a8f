import { handlersScript } from '../../python.js';
import { foreignFile, type Subjects } from '../subject.js';

/** Debian's Python, which finds what Debian has packaged for it. */
const python = '/usr/bin/python3';

export const pythonSubjects: Subjects = {
  // What came before Python 3, and what no longer renames when the target is there.
  python27: {
    packages: [],
    rotations: ['none', 'size', 'time'],
    command: ['python2.7', '-B', foreignFile('python', 'cpython27_writer.py')],
  },
  'python313-time': {
    packages: [],
    rotations: ['time'],
    command: ['python3.13', '-I', '-S', handlersScript, 'time'],
  },
  'python-loguru': {
    packages: ['python3-loguru'],
    rotations: ['none', 'size', 'time'],
    command: [python, '-B', foreignFile('python', 'loguru_writer.py')],
  },
  'python-loguru-enqueue': {
    packages: ['python3-loguru'],
    rotations: ['none', 'size'],
    command: [python, '-B', foreignFile('python', 'loguru_writer.py'), 'enqueue'],
  },
  'python-logbook': {
    packages: ['python3-logbook'],
    rotations: ['none', 'size', 'time'],
    command: [python, '-B', foreignFile('python', 'logbook_writer.py')],
  },
};
