import type { Writer } from '../writer.js';
import { pinoWriter } from './pino.js';

/** Records that come while one is being written are put together and written at once. */
const pinoAsync: Writer = pinoWriter('pino-async', { sync: false });
export default pinoAsync;
