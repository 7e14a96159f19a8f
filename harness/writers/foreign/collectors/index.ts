import { foreignFile, type Subject, type Subjects } from '../subject.js';

const script = (name: string): string => foreignFile('collectors', name);
const python = '/usr/bin/python3';

/** Collectors that read a pipe, and Debian's packages of them. */
const packages = {
  svlogd: 'runit',
  multilog: 'daemontools',
  's6-log': 's6',
  rotatelogs: 'apache2-utils',
  cronolog: 'cronolog',
} as const;
type Collector = keyof typeof packages;

/**
 * Where less than a page fills no file, two records fill one: together they are a little shorter, since a file ends within a record
 * that goes over its limit.
 */
const pages = { maxBytes: { min: 4096, max: 4096 }, recordBytes: { min: 2020, max: 2040 } };
const takesPages: ReadonlySet<Collector> = new Set(['svlogd', 'multilog', 's6-log']);

/** All processes have a collector each, which reads their records from its standard input. */
function behindPipe(collector: Collector): Subject {
  return {
    packages: [packages[collector]],
    rotations: [collector === 'cronolog' ? 'none' : 'size'],
    lines: true,
    takes: ['multi-byte'],
    ...(takesPages.has(collector) && { sizes: pages }),
    command: ['/bin/sh', script('pipe.sh'), collector],
  };
}

/** All processes write into one FIFO, which one collector reads. */
function behindFifo(collector: Collector): Subject {
  return {
    ...behindPipe(collector),
    packages: [packages[collector], 'python3'],
    command: [python, script('to_fifo.py')],
    beside: [`sh ${script('fifo.sh')} ${collector}`],
  };
}

/** Processes send by Python's own handler, and rsyslogd receives. */
function rsyslog(how: 'unix' | 'udp' | 'tcp', framing = how as string): Subject {
  return {
    packages: ['rsyslog', 'python3'],
    rotations: ['none'],
    lines: true,
    takes: ['multi-byte'],
    command: [python, script('syslog.py'), framing],
    beside: [`sh ${script('rsyslog.sh')} ${how}`],
  };
}

export const collectorSubjects: Subjects = {
  'rsyslog-unix': rsyslog('unix'),
  'rsyslog-udp': rsyslog('udp'),
  'rsyslog-tcp': rsyslog('tcp'),
  'rsyslog-tcp-nul': rsyslog('tcp', 'tcp-nul'),
  svlogd: behindPipe('svlogd'),
  'svlogd-fifo': behindFifo('svlogd'),
  multilog: behindPipe('multilog'),
  'multilog-fifo': behindFifo('multilog'),
  's6-log': behindPipe('s6-log'),
  's6-log-fifo': behindFifo('s6-log'),
  rotatelogs: behindPipe('rotatelogs'),
  'rotatelogs-fifo': behindFifo('rotatelogs'),
  cronolog: behindPipe('cronolog'),
  'cronolog-fifo': behindFifo('cronolog'),
};
