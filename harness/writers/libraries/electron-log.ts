import { requirePackage } from '../require-package.js';
import type { Writer } from '../writer.js';
import { losslessAlone, soundAlone } from './alone.js';

type Logger = (typeof import('electron-log/node'))['default'];
type Archive = Logger['transports']['file']['archiveLogFn'];

/**
 * electron-log outside of Electron. A record counts as acknowledged when the call returns: the file has been opened, written
 * and closed by then, or an error has been printed (electron-log 5.4, src/node/transports/file/File.js, `writeLine`). It looks
 * at the size of a file once, and then counts.
 */
export function electronLogWriter(name: string, archive?: (backups: number) => Archive): Writer {
  return {
    name,
    rotations: ['none', 'size'],
    guarantees: [],
    // By itself it keeps one backup, however many are asked for.
    guaranteesAlone: archive === undefined ? soundAlone : losslessAlone,
    load: () => void load(),
    open({ file, rotation }) {
      // What the package keeps in the process is filed by the log's path, and no two executions share one.
      const log = load().create({ logId: name });
      log.transports.console.level = false;
      // Otherwise it looks for a name in the package.json of where it runs, and writes nothing where there is none.
      log.transports.file.setAppName(name);
      Object.assign(log.transports.file, {
        resolvePathFn: () => file,
        maxSize: rotation.kind === 'size' ? rotation.maxBytes : 0,
        format: '{text}',
        ...(archive !== undefined && rotation.kind === 'size' && { archiveLogFn: archive(rotation.backups) }),
      });
      return {
        append: (record) => log.info(record),
        close: () => undefined,
      };
    },
  };
}

const electronLog: Writer = electronLogWriter('electron-log');
export default electronLog;

function load(): Logger {
  return requirePackage('electron-log/node');
}
