import { handlersScript } from '../../python.js';
import { foreignFile, type Subject, type Subjects } from '../subject.js';

const python = '/usr/bin/python3';

/** Processes that write one log, and the real logrotate beside them, with so many rotations. */
function beside(writer: 'watched' | 'shell', mode: string, times = 1): Subject {
  const shared = {
    rotations: ['none'],
    beside: [`sh ${foreignFile('logrotate', 'logrotate.sh')} ${times} '${mode}'`],
  } as const;
  return writer === 'watched'
    ? {
        ...shared,
        packages: ['logrotate', 'python3'],
        command: [python, '-I', '-S', handlersScript, 'watched'],
      }
    : {
        ...shared,
        packages: ['logrotate'],
        lines: true,
        takes: ['multi-byte'],
        command: ['/bin/sh', foreignFile('logrotate', 'appends.sh')],
      };
}

export const logrotateSubjects: Subjects = {
  'logrotate-create-watched': beside('watched', 'create'),
  'logrotate-create-shell': beside('shell', 'create'),
  'logrotate-nocreate-watched': beside('watched', 'nocreate'),
  'logrotate-nocreate-shell': beside('shell', 'nocreate'),
  'logrotate-copytruncate-watched': beside('watched', 'copytruncate'),
  'logrotate-copytruncate-shell': beside('shell', 'copytruncate'),
  'logrotate-compress-watched': beside('watched', 'create\\ncompress'),
  'logrotate-compress-shell': beside('shell', 'create\\ncompress'),
  'logrotate-delaycompress-watched': beside('watched', 'create\\ncompress\\ndelaycompress', 2),
  'logrotate-delaycompress-shell': beside('shell', 'create\\ncompress\\ndelaycompress', 2),
};
