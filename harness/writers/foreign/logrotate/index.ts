import { handlersScript } from '../../python.js';
import { foreignFile, type Subject, type Subjects } from '../subject.js';

const script = (name: string): string => foreignFile('logrotate', name);
const python = '/usr/bin/python3';

type Program = Pick<Subject, 'packages' | 'modules' | 'command' | 'lines' | 'takes'>;
const ofLines = { packages: ['logrotate'], lines: true, takes: ['multi-byte'] } as const;

/** What writes the log: it looks whether it has been renamed, opens it anew for each record, or does so when it is told to. */
const programs = {
  watched: { packages: ['logrotate', 'python3'], command: [python, '-I', '-S', handlersScript, 'watched'] },
  shell: { ...ofLines, command: ['/bin/sh', script('appends.sh')] },
  hup: { ...ofLines, packages: ['logrotate', 'bash'], command: ['/bin/bash', script('hup.sh')] },
  pino: { ...ofLines, modules: ['pino'], command: [process.execPath, script('hup_pino.mjs')] },
} as const satisfies Readonly<Record<string, Program>>;

/** Processes that write one log, and the real logrotate beside them, with so many rotations. */
function beside(program: keyof typeof programs, mode: string, times = 1): Subject {
  return {
    ...programs[program],
    rotations: ['none'],
    beside: [`sh ${script('logrotate.sh')} ${times} '${mode}'`],
  };
}

/** Tells all that write to open the log anew. */
const tells = 'postrotate\\ncat *.pid 2>/dev/null | xargs -r kill -HUP 2>/dev/null || true\\nendscript';

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
  'logrotate-hup-shell': beside('hup', `create\\n${tells}`),
  'logrotate-hup-pino': beside('pino', `create\\n${tells}`),
  'logrotate-hup-compress-shell': beside('hup', `create\\ncompress\\n${tells}`),
  'logrotate-hup-compress-pino': beside('pino', `create\\ncompress\\n${tells}`),
};
