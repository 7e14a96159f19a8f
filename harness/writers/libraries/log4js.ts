import type { Appender } from 'log4js';
import type { Numbering } from '../../execution/log-names.js';
import { requirePackage } from '../require-package.js';
import type { Rotation } from '../../scenario/rotation.js';
import type { OpenLog, OpenRequest, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';

/** One kind of appender. */
export interface Log4jsAppender {
  readonly rotations: readonly Rotation['kind'][];
  readonly appender: (request: OpenRequest) => Appender;
  readonly numbering?: Numbering;
}

/**
 * log4js as it is configured, without its own handling of clusters. It confirms no record (log4js 6.9,
 * lib/appenders/file.js, `app`), so what it was given counts as acknowledged once `shutdown` has called back.
 */
export function log4jsWriter(name: string, { rotations, appender, ...how }: Log4jsAppender): Writer {
  return {
    name,
    rotations,
    guarantees: [],
    guaranteesAlone: losslessAlone,
    acknowledges: 'close',
    ...how,
    load: () => void load(),
    open: (request) => openLog4js({ log: appender(request) }),
  };
}

/** A log that the appender named `log` writes. Its `close` resolves when `shutdown` has called back. */
export function openLog4js(appenders: Readonly<Record<string, Appender>>): OpenLog {
  const log4js = load();
  log4js.configure({
    appenders,
    categories: { default: { appenders: ['log'], level: 'info' } },
    disableClustering: true,
  });
  const logger = log4js.getLogger();
  return {
    append: (record) => logger.info(record),
    close: () =>
      new Promise((resolve, reject) => {
        log4js.shutdown((error) => (error instanceof Error ? reject(error) : resolve()));
      }),
  };
}

/** A line is the message alone. */
export const layout = { type: 'messagePassThrough' } as const;

export function sizeOf({ rotation }: OpenRequest): { readonly maxLogSize?: number; readonly backups?: number } {
  return rotation.kind === 'size' ? { maxLogSize: rotation.maxBytes, backups: rotation.backups } : {};
}

export function fileAppender(request: OpenRequest): Appender {
  return { type: 'file', filename: request.file, layout, ...sizeOf(request) };
}

const log4js: Writer = log4jsWriter('log4js', { rotations: ['none', 'size'], appender: fileAppender });
export default log4js;

export function load(): typeof import('log4js') {
  return requirePackage('log4js');
}
