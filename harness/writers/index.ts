import type { Claim } from '../claims/index.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { minRecordBytes } from '../scenario/record.js';
import { installedVersion } from './installed-version.js';
import { compiledModule } from '../package-root.js';
import { programOf, type WriterProgram } from './writer-program.js';
import type { Writer } from './writer.js';
import { sound } from './canaries/index.js';
import file from './file.js';
import { losslessAlone } from './libraries/alone.js';
import { foreignSections, foreignSubjects } from './foreign/index.js';
import { foreignWriter } from './foreign/subject.js';
import bunyan from './libraries/bunyan.js';
import electronLogNumbered from './libraries/electron-log-numbered.js';
import electronLog from './libraries/electron-log.js';
import fileStreamRotatorDestroying from './libraries/file-stream-rotator-destroying.js';
import fileStreamRotator from './libraries/file-stream-rotator.js';
import log4jsDateAlways from './libraries/log4js-date-always.js';
import log4jsDate from './libraries/log4js-date.js';
import log4jsMultiprocess from './libraries/log4js-multiprocess.js';
import log4jsSync from './libraries/log4js-sync.js';
import log4js from './libraries/log4js.js';
import pinoAsync from './libraries/pino-async.js';
import pinoRoll from './libraries/pino-roll.js';
import pinoWorker from './libraries/pino-worker.js';
import pino from './libraries/pino.js';
import rotatingFileStreamChain from './libraries/rotating-file-stream-chain.js';
import rotatingFileStreamGzip from './libraries/rotating-file-stream-gzip.js';
import rotatingFileStreamTime from './libraries/rotating-file-stream-time.js';
import rotatingFileStream from './libraries/rotating-file-stream.js';
import streamrollerDate from './libraries/streamroller-date.js';
import streamroller from './libraries/streamroller.js';
import tslogRotating from './libraries/tslog-rotating.js';
import tslog from './libraries/tslog.js';
import dailyRotateFileGzip from './libraries/winston-daily-rotate-file-gzip.js';
import dailyRotateFile from './libraries/winston-daily-rotate-file.js';
import winstonGzip from './libraries/winston-gzip.js';
import winstonTailable from './libraries/winston-tailable.js';
import winston from './libraries/winston.js';
import { concurrentWriter, pythonWriter } from './python-writers.js';
import aggregated from './remedies/aggregated.js';
import locked from './remedies/locked.js';
import lockfile from './remedies/lockfile.js';
import ownFile from './remedies/own-file.js';
import reopening from './remedies/reopening.js';
import stdoutCollector from './remedies/stdout-collector.js';
import syslogTcp from './remedies/syslog-tcp.js';
import syslogUdp from './remedies/syslog-udp.js';
import { rubyLogger } from './ruby.js';
import size from './size.js';
import time from './time.js';

/**
 * The writers that come with logtorture, in the order in which tables name them. Each is made when it is asked for: to find
 * out whether it can be started here may take the start of another program.
 */
const list: Readonly<Record<string, () => WriterProgram>> = {
  file: () => moduleWriter(file),
  size: () => moduleWriter(size),
  time: () => moduleWriter(time),
  'python-file': () => pythonWriter(file, 'file'),
  'python-size': () => pythonWriter(size, 'size'),
  'python-time': () => pythonWriter(time, 'time'),
  'python-watched': () => pythonWriter({ ...file, guarantees: [...losslessAlone, 'survives-logrotate'] }, 'watched'),
  'python-concurrent': concurrentWriter,
  'ruby-logger': rubyLogger,
  pino: () => library(pino, 'pino'),
  'pino-async': () => library(pinoAsync, 'pino'),
  'pino-worker': () => library(pinoWorker, 'pino'),
  'pino-roll': () => library(pinoRoll, 'pino-roll'),
  winston: () => library(winston, 'winston'),
  'winston-tailable': () => library(winstonTailable, 'winston'),
  'winston-gzip': () => library(winstonGzip, 'winston'),
  'winston-daily-rotate-file': () => library(dailyRotateFile, 'winston-daily-rotate-file'),
  'winston-daily-rotate-file-gzip': () => library(dailyRotateFileGzip, 'winston-daily-rotate-file'),
  'file-stream-rotator': () => library(fileStreamRotator, 'file-stream-rotator'),
  'file-stream-rotator-destroying': () => library(fileStreamRotatorDestroying, 'file-stream-rotator'),
  log4js: () => library(log4js, 'log4js'),
  'log4js-sync': () => library(log4jsSync, 'log4js'),
  'log4js-date': () => library(log4jsDate, 'log4js'),
  'log4js-date-always': () => library(log4jsDateAlways, 'log4js'),
  'log4js-multiprocess': () => library(log4jsMultiprocess, 'log4js', 'fs-native-extensions'),
  streamroller: () => library(streamroller, 'streamroller'),
  'streamroller-date': () => library(streamrollerDate, 'streamroller'),
  bunyan: () => library(bunyan, 'bunyan'),
  'electron-log': () => library(electronLog, 'electron-log'),
  'electron-log-numbered': () => library(electronLogNumbered, 'electron-log'),
  'rotating-file-stream': () => library(rotatingFileStream, 'rotating-file-stream'),
  'rotating-file-stream-chain': () => library(rotatingFileStreamChain, 'rotating-file-stream'),
  'rotating-file-stream-gzip': () => library(rotatingFileStreamGzip, 'rotating-file-stream'),
  'rotating-file-stream-time': () => library(rotatingFileStreamTime, 'rotating-file-stream'),
  tslog: () => library(tslog, 'tslog'),
  'tslog-rotating': () => library(tslogRotating, 'tslog', 'rotating-file-stream'),
  sound: () => sound,
  locked: () => remedy(locked, 'fs-native-extensions'),
  lockfile: () => remedy(lockfile, 'proper-lockfile'),
  reopening: () => remedy(reopening, 'fs-native-extensions'),
  aggregated: () => remedy(aggregated, 'fs-native-extensions'),
  'own-file': () => remedy(ownFile),
  'stdout-collector': () => remedy(stdoutCollector, 'fs-native-extensions'),
  'syslog-tcp': () => remedy(syslogTcp, 'fs-native-extensions'),
  // What does not fit into a datagram is refused: a scenario of nothing else would tell nothing.
  'syslog-udp': () => ({
    ...remedy(syslogUdp, 'fs-native-extensions'),
    sizes: { recordBytes: { min: minRecordBytes, max: 65_000 } },
  }),
  ...Object.fromEntries(
    Object.entries(foreignSubjects).map(([name, subject]) => [name, () => foreignWriter(name, subject)]),
  ),
};

export const writerNames: readonly string[] = Object.keys(list);

/** Writers that stand together in tables, by what these call them. */
export interface Section {
  readonly heading: string;
  readonly names: readonly string[];
}

const languages: Readonly<Record<string, RegExp>> = { Python: /^python-/, Ruby: /^ruby-/ };

export const sections: readonly Section[] = sectionsOf();

function sectionsOf(): Section[] {
  const foreign = Object.entries(foreignSections).map(([heading, subjects]) => ({
    heading,
    names: Object.keys(subjects),
  }));
  const own = writerNames.filter((name) => !(name in foreignSubjects));
  const others = foreign.map(({ heading, names }): Section => {
    const also = own.filter((name) => languages[heading]?.test(name));
    return { heading, names: [...also, ...names] };
  });
  const elsewhere = new Set(others.flatMap(({ names }) => names));
  return [{ heading: 'JavaScript', names: own.filter((name) => !elsewhere.has(name)) }, ...others];
}

export function writerNamed(name: string): WriterProgram | undefined {
  return list[name]?.();
}

/** The writers that come with logtorture, including those that can't be started on this machine. */
export function builtInWriters(): WriterProgram[] {
  return Object.values(list).map((program) => program());
}

/**
 * The writers that can be started here and promise a claim: `together` for any number of processes, `alone` for one only. Where
 * the environment names some in LOGTORTURE_WRITERS, with commas between them, only those.
 * @throws {Error} one line, where it names one that is not there.
 */
export function writersThatPromise(claim: Claim, concurrency: Concurrency = 'together'): WriterProgram[] {
  const named = namedInEnvironment();
  return builtInWriters().filter(
    ({ name, guarantees, guaranteesAlone, unavailable }) =>
      unavailable === undefined &&
      (named === undefined || named.includes(name)) &&
      (concurrency === 'together' ? guarantees : guaranteesAlone).includes(claim),
  );
}

function namedInEnvironment(): readonly string[] | undefined {
  const text = process.env['LOGTORTURE_WRITERS'];
  if (text === undefined || text === '') return undefined;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !writerNames.includes(name));
  if (unknown !== undefined) throw new Error(`LOGTORTURE_WRITERS names ${unknown}, but there is no such writer.`);
  return names;
}

function moduleWriter(writer: Writer): WriterProgram {
  return programOf(writer, compiledModule(`writers/${writer.name}.js`));
}

/** A logger from npm. It is unavailable unless all packages that it `requires` are installed. */
function library(writer: Writer, ...requires: readonly string[]): WriterProgram {
  return onPackages(writer, `libraries/${writer.name}.js`, requires);
}

/** A writer of this repository that keeps its promises with several processes, on packages from npm. */
function remedy(writer: Writer, ...requires: readonly string[]): WriterProgram {
  return onPackages(writer, `remedies/${writer.name}.js`, requires);
}

function onPackages(writer: Writer, module: string, requires: readonly string[]): WriterProgram {
  const program = programOf(writer, compiledModule(`writers/${module}`));
  const versions: Record<string, string> = {};
  for (const name of requires) {
    try {
      versions[name] = installedVersion(name);
    } catch {
      return { ...program, unavailable: `the package ${name} is not installed.` };
    }
  }
  return { ...program, versions };
}
