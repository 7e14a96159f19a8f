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
  tee: 'coreutils',
} as const;
type Collector = keyof typeof packages;

/**
 * Where less than a page fills no file, two records fill one: together they are a little shorter, since a file ends within a record
 * that goes over its limit.
 */
const pages = { maxBytes: { min: 4096, max: 4096 }, recordBytes: { min: 2020, max: 2040 } };
const rotating: ReadonlySet<Collector> = new Set(['svlogd', 'multilog', 's6-log', 'rotatelogs']);
const takesPages: ReadonlySet<Collector> = new Set(['svlogd', 'multilog', 's6-log']);

/** All processes have a collector each, which reads their records from its standard input. */
function behindPipe(collector: Collector): Subject {
  return {
    packages: [packages[collector]],
    rotations: [rotating.has(collector) ? 'size' : 'none'],
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

type Transport = 'unix' | 'udp' | 'tcp';

/** Processes send by Python's own handler, and rsyslogd receives. */
function rsyslog(how: Transport, framing: string = how): Subject {
  return {
    packages: ['rsyslog', 'python3'],
    rotations: ['none'],
    lines: true,
    takes: ['multi-byte'],
    command: [python, script('syslog.py'), framing],
    beside: [`sh ${script('rsyslog.sh')} ${how}`],
  };
}

/** The same, and syslog-ng receives. */
function syslogNg(how: Transport): Subject {
  return {
    ...rsyslog(how),
    packages: ['syslog-ng-core', 'python3'],
    // Who sends by UDP is not told that nobody listens yet.
    command: [python, script('syslog.py'), how, ...(how === 'udp' ? ['syslog-ng.ctl'] : [])],
    beside: [`sh ${script('syslog-ng.sh')} ${how}`],
  };
}

/** Processes start util-linux's logger for each record, and rsyslogd receives. */
function logger(how: Transport): Subject {
  return { ...rsyslog(how), packages: ['rsyslog', 'bsdutils'], command: ['/bin/sh', script('logger.sh'), how] };
}

/** Its socket is compiled in. In a copy, which is the same otherwise, it lies in the folder in which it is started. */
const busybox: Subject = {
  ...rsyslog('unix'),
  packages: ['busybox', 'python3'],
  sources: ['/bin/busybox'],
  build: {
    command: ['/bin/sh', '-c', "sed 's|/dev/log|./socket|' /bin/busybox >{out}/busybox && chmod +x {out}/busybox"],
  },
  beside: [`sh ${script('busybox.sh')} {out}`],
};

export const collectorSubjects: Subjects = {
  'rsyslog-unix': rsyslog('unix'),
  'rsyslog-udp': rsyslog('udp'),
  'rsyslog-tcp': rsyslog('tcp'),
  'rsyslog-tcp-nul': rsyslog('tcp', 'tcp-nul'),
  'syslog-ng-unix': syslogNg('unix'),
  'syslog-ng-udp': syslogNg('udp'),
  'syslog-ng-tcp': syslogNg('tcp'),
  'busybox-syslogd': busybox,
  'logger-unix': logger('unix'),
  'logger-udp': logger('udp'),
  'logger-tcp': logger('tcp'),
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
  tee: behindPipe('tee'),
  'tee-fifo': behindFifo('tee'),
};
