import type { Writer } from '../writer.js';
import { winstonWriter } from './winston.js';

/** The log keeps its name, and its backups are renamed along a chain. */
const winstonTailable: Writer = winstonWriter('winston-tailable', { tailable: true });
export default winstonTailable;
