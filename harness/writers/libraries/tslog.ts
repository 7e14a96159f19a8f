import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { requirePackage } from '../require-package.js';
import type { OpenLog, Writer } from '../writer.js';
import { losslessAlone } from './alone.js';

/**
 * tslog's transport to a file, which never rotates. A record is acknowledged when `flush` resolves: by then the file's stream
 * has called back for its write, or its error has been reported (tslog 5.1, esm/subpaths/transports/file.js, `writeChunk`).
 */
const tslog: Writer = {
  name: 'tslog',
  rotations: ['none'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  load: async () => void (await loadTslog()),
  open: ({ file }) => openTslog({ path: file }),
};
export default tslog;

export async function openTslog(to: { readonly path: string } | { readonly stream: Writable }): Promise<OpenLog> {
  const { Logger, fileTransport } = await loadTslog();
  const errors: Error[] = [];
  const transport = fileTransport<object>({
    ...to,
    format: (record) => textOf(record),
    onError: (error) => void errors.push(error instanceof Error ? error : new Error(String(error))),
  });
  const log = new Logger<object>({ type: 'hidden' });
  log.attachTransport(transport);
  const throwFirst = (): void => {
    const [error] = errors.splice(0);
    if (error !== undefined) throw error;
  };
  return {
    async append(record) {
      log.info(record);
      await transport.flush();
      throwFirst();
    },
    async close() {
      await transport[Symbol.asyncDispose]();
      // It neither waits for a stream that it was given nor reports that it could not be closed.
      if ('stream' in to) await finished(to.stream);
      throwFirst();
    },
  };
}

/** tslog puts what is logged first into the record that it makes. */
function textOf(record: object): string {
  return String(Object.values(record)[0]);
}

interface Tslog {
  readonly Logger: (typeof import('tslog'))['Logger'];
  readonly fileTransport: (typeof import('tslog/transports/file'))['fileTransport'];
}

/** Imported from where `requirePackage` finds it, which loads no module of this kind. */
export async function loadTslog(): Promise<Tslog> {
  const from = (name: string): string => pathToFileURL(requirePackage.resolve(name)).href;
  const { Logger }: Pick<Tslog, 'Logger'> = await import(from('tslog'));
  const { fileTransport }: Pick<Tslog, 'fileTransport'> = await import(from('tslog/transports/file'));
  return { Logger, fileTransport };
}
