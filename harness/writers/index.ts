import type { Claim } from '../claim.js';
import type { Company } from '../company.js';
import { compiledModule } from '../package-root.js';
import type { Writer } from '../writer.js';
import { programOf, type WriterProgram } from '../writer-program.js';
import { sound } from './canaries/index.js';
import file from './file.js';
import bunyan from './libraries/bunyan.js';
import { losslessAlone } from './libraries/alone.js';
import electronLog from './libraries/electron-log.js';
import electronLogNumbered from './libraries/electron-log-numbered.js';
import fileStreamRotator from './libraries/file-stream-rotator.js';
import fileStreamRotatorDestroying from './libraries/file-stream-rotator-destroying.js';
import log4js from './libraries/log4js.js';
import log4jsDate from './libraries/log4js-date.js';
import log4jsDateAlways from './libraries/log4js-date-always.js';
import log4jsSync from './libraries/log4js-sync.js';
import pino from './libraries/pino.js';
import pinoAsync from './libraries/pino-async.js';
import pinoRoll from './libraries/pino-roll.js';
import pinoWorker from './libraries/pino-worker.js';
import rotatingFileStream from './libraries/rotating-file-stream.js';
import rotatingFileStreamChain from './libraries/rotating-file-stream-chain.js';
import rotatingFileStreamGzip from './libraries/rotating-file-stream-gzip.js';
import streamroller from './libraries/streamroller.js';
import tslog from './libraries/tslog.js';
import tslogRotating from './libraries/tslog-rotating.js';
import winston from './libraries/winston.js';
import dailyRotateFile from './libraries/winston-daily-rotate-file.js';
import dailyRotateFileGzip from './libraries/winston-daily-rotate-file-gzip.js';
import winstonGzip from './libraries/winston-gzip.js';
import winstonTailable from './libraries/winston-tailable.js';
import { installedVersion } from '../installed-version.js';
import { concurrentCommand, findPython, pythonCommand, type PythonHandler } from './python.js';
import aggregated from './remedies/aggregated.js';
import { rubyLogger } from './ruby.js';
import locked from './remedies/locked.js';
import lockfile from './remedies/lockfile.js';
import ownFile from './remedies/own-file.js';
import reopening from './remedies/reopening.js';
import syslogTcp from './remedies/syslog-tcp.js';
import syslogUdp from './remedies/syslog-udp.js';
import size from './size.js';
import time from './time.js';

/** The writers that come with logtorture, in the order in which tables name them. */
const list: Readonly<Record<string, () => WriterProgram>> = {
  file: () => moduleWriter(file),
  size: () => moduleWriter(size),
  time: () => moduleWriter(time),
  'python-file': () => pythonWriter(file, 'file'),
  'python-size': () => pythonWriter(size, 'size'),
  'python-time': () => pythonWriter(time, 'time'),
  pino: () => libraryWriter(pino, 'libraries/pino.js', 'pino'),
  'pino-async': () => libraryWriter(pinoAsync, 'libraries/pino-async.js', 'pino'),
  'pino-worker': () => libraryWriter(pinoWorker, 'libraries/pino-worker.js', 'pino'),
  'pino-roll': () => libraryWriter(pinoRoll, 'libraries/pino-roll.js', 'pino-roll'),
  bunyan: () => libraryWriter(bunyan, 'libraries/bunyan.js', 'bunyan'),
  log4js: () => libraryWriter(log4js, 'libraries/log4js.js', 'log4js'),
  'log4js-sync': () => libraryWriter(log4jsSync, 'libraries/log4js-sync.js', 'log4js'),
  'log4js-date': () => libraryWriter(log4jsDate, 'libraries/log4js-date.js', 'log4js'),
  'log4js-date-always': () => libraryWriter(log4jsDateAlways, 'libraries/log4js-date-always.js', 'log4js'),
  'python-watched': () => pythonWriter(file, 'watched'),
  'python-concurrent': concurrentWriter,
  'ruby-logger': rubyLogger,
  streamroller: () => libraryWriter(streamroller, 'libraries/streamroller.js', 'streamroller'),
  winston: () => libraryWriter(winston, 'libraries/winston.js', 'winston'),
  'winston-tailable': () => libraryWriter(winstonTailable, 'libraries/winston-tailable.js', 'winston'),
  'winston-gzip': () => libraryWriter(winstonGzip, 'libraries/winston-gzip.js', 'winston'),
  'winston-daily-rotate-file': () =>
    libraryWriter(dailyRotateFile, 'libraries/winston-daily-rotate-file.js', 'winston-daily-rotate-file'),
  'winston-daily-rotate-file-gzip': () =>
    libraryWriter(dailyRotateFileGzip, 'libraries/winston-daily-rotate-file-gzip.js', 'winston-daily-rotate-file'),
  'file-stream-rotator': () =>
    libraryWriter(fileStreamRotator, 'libraries/file-stream-rotator.js', 'file-stream-rotator'),
  'file-stream-rotator-destroying': () =>
    libraryWriter(fileStreamRotatorDestroying, 'libraries/file-stream-rotator-destroying.js', 'file-stream-rotator'),
  'rotating-file-stream': () =>
    libraryWriter(rotatingFileStream, 'libraries/rotating-file-stream.js', 'rotating-file-stream'),
  'rotating-file-stream-chain': () =>
    libraryWriter(rotatingFileStreamChain, 'libraries/rotating-file-stream-chain.js', 'rotating-file-stream'),
  'rotating-file-stream-gzip': () =>
    libraryWriter(rotatingFileStreamGzip, 'libraries/rotating-file-stream-gzip.js', 'rotating-file-stream'),
  'electron-log': () => libraryWriter(electronLog, 'libraries/electron-log.js', 'electron-log'),
  'electron-log-numbered': () =>
    libraryWriter(electronLogNumbered, 'libraries/electron-log-numbered.js', 'electron-log'),
  tslog: () => libraryWriter(tslog, 'libraries/tslog.js', 'tslog'),
  'tslog-rotating': () => libraryWriter(tslogRotating, 'libraries/tslog-rotating.js', 'tslog'),
  sound: () => sound,
  locked: () => remedy(locked, 'fs-native-extensions'),
  lockfile: () => remedy(lockfile, 'proper-lockfile'),
  reopening: () => remedy(reopening, 'fs-native-extensions'),
  aggregated: () => remedy(aggregated, 'fs-native-extensions'),
  'own-file': () => programOf(ownFile, compiledModule('writers/remedies/own-file.js')),
  'syslog-tcp': () => remedy(syslogTcp, 'fs-native-extensions'),
  'syslog-udp': () => remedy(syslogUdp, 'fs-native-extensions'),
};

export const writerNames: readonly string[] = Object.keys(list);

export function writerNamed(name: string): WriterProgram | undefined {
  return list[name]?.();
}

/** The writers that come with logtorture, those too that can't be started on this machine. */
export function builtInWriters(): WriterProgram[] {
  return Object.values(list).map((program) => program());
}

/** Those that promise a claim however many processes write; or those that promise it only as long as one does. */
export function writersThatPromise(claim: Claim, company: Company = 'together'): WriterProgram[] {
  return builtInWriters().filter(
    ({ guarantees, guaranteesAlone, unavailable }) =>
      unavailable === undefined && (company === 'together' ? guarantees : guaranteesAlone).includes(claim),
  );
}

function moduleWriter(writer: Writer): WriterProgram {
  return programOf(writer, compiledModule(`writers/${writer.name}.js`));
}

/** A way to write one log from several processes, on a package from npm. */
function remedy(writer: Writer, requires: string): WriterProgram {
  return libraryWriter(writer, `remedies/${writer.name}.js`, requires);
}

/** A writer on a package from npm, which is there in this repository and need not be anywhere else. */
function libraryWriter(writer: Writer, module: string, requires: string): WriterProgram {
  const program = programOf(writer, compiledModule(`writers/${module}`));
  try {
    return { ...program, versions: { [requires]: installedVersion(requires) } };
  } catch {
    return { ...program, unavailable: `the package ${requires} is not installed.` };
  }
}

/** The standard library's own handler, which promises just what its port to TypeScript promises. */
function pythonWriter(port: Writer, handler: PythonHandler): WriterProgram {
  const program = { ...moduleWriter(port), name: `python-${handler}` };
  const python = findPython();
  if ('unavailable' in python) return { ...program, command: [], unavailable: python.unavailable };
  return { ...program, command: pythonCommand(handler), versions: { python: python.version } };
}

/** A handler that takes a lock between processes, of a package that is rarely there. */
function concurrentWriter(): WriterProgram {
  const program: WriterProgram = {
    name: 'python-concurrent',
    rotations: ['size'],
    guarantees: [],
    guaranteesAlone: losslessAlone,
    command: [],
  };
  const found = concurrentCommand();
  if ('unavailable' in found) return { ...program, ...found };
  return { ...program, command: found.command, versions: { 'concurrent-log-handler': found.version } };
}
