import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { MultiprocessAppender } from 'log4js';
import type { OpenLog, OpenRequest, Writer } from '../writer.js';
import { loadLocks, openLock } from '../remedies/advisory-lock.js';
import { withReceiver, type Receiver } from '../remedies/receiver.js';
import { losslessAlone } from './alone.js';
import { fileAppender, load, openLog4js } from './log4js.js';
import { untilIdle } from './until-idle.js';

/**
 * log4js with one master that has the file, and workers that send it what they log through TCP. The master is the first
 * process that finds none. As the first process of a cluster does, it ends after the workers, when it has read what they have
 * sent; a process that opens a log meanwhile waits, and is the next master. A worker gets no answers, so its records count as
 * acknowledged once `shutdown` has called back (log4js 6.9, lib/appenders/multiprocess.js, `workerAppender`).
 */
const log4jsMultiprocess: Writer = {
  name: 'log4js-multiprocess',
  rotations: ['none', 'size'],
  guarantees: [],
  guaranteesAlone: losslessAlone,
  acknowledges: 'close',
  load: () => void [load(), loadLocks()],
  async open(request) {
    let master: OpenLog | undefined;
    let worker: OpenLog | undefined;
    const reception = await withReceiver(
      request.file,
      async () => {
        const port = await freePort();
        master = openLog4js({
          file: fileAppender(request),
          log: appenderAt(port, { mode: 'master', appender: 'file' }),
        });
        await isListening(port);
        return receiverOf(request, port, master);
      },
      async (address) => {
        if (master === undefined) worker = await openWorker(request, Number(address));
      },
    );
    return {
      append: (record) => (master ?? worker)?.append(record),
      async close() {
        await worker?.close();
        await reception.close();
      },
    };
  },
};
export default log4jsMultiprocess;

/** In the name of a lock that each worker holds, so that the master can wait for all of them. */
const workerLock = '.worker.';

async function openWorker({ file, process }: OpenRequest, port: number): Promise<OpenLog> {
  const lock = openLock(`${file}${workerLock}${process}`);
  await lock.hold();
  const { append, close } = openLog4js({ log: appenderAt(port, { mode: 'worker' }) });
  return {
    append,
    async close() {
      await close();
      lock.close();
    },
  };
}

function receiverOf({ file }: OpenRequest, port: number, log: OpenLog): Receiver {
  return {
    address: port,
    async stopAccepting() {
      const workers = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}${workerLock}`));
      for (const name of workers) {
        const lock = openLock(join(dirname(file), name));
        await lock.hold();
        lock.close();
      }
      await untilIdle();
      await log.close();
    },
    finished: () => Promise.resolve(),
  };
}

function appenderAt(port: number, role: Pick<MultiprocessAppender, 'mode' | 'appender'>): MultiprocessAppender {
  return { type: 'multiprocess', loggerHost: host, loggerPort: port, ...role };
}

const host = '127.0.0.1';

/** A port that is free now. The master can't choose one by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no port for the master.');
  return address.port;
}

/** Connects once, since the master does not say when it listens. */
async function isListening(port: number): Promise<void> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  socket.destroy();
  await once(socket, 'close');
}
