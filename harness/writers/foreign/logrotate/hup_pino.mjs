// pino, which opens its log anew at SIGHUP, as its documentation has it. The records are the lines of its input.
import { readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';

const pino = createRequire(import.meta.url)('pino');
const { LOGTORTURE_FILE, LOGTORTURE_DIR, LOGTORTURE_PROCESS } = process.env;
const pid = `${LOGTORTURE_DIR}/${LOGTORTURE_PROCESS}.pid`;
const destination = pino.destination({ dest: LOGTORTURE_FILE, sync: true });
const logger = pino({ base: null, timestamp: false }, destination);
process.on('SIGHUP', () => destination.reopen());
// As many bytes for each number.
writeFileSync(pid, `${String(process.pid).padStart(10, '0')}\n`);
for (const record of readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
  logger.info(record);
  writeSync(1, 'ok\n');
  // A signal is heard of between two turns of the event loop.
  await setImmediate();
}
rmSync(pid);
process.exit();
