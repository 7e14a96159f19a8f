import type { Writer } from '../writer.js';
import { isTheLogs, keepsDescriptor } from './descriptor.js';

/** Keeps its descriptor too, but asks each time, under the lock, whether the log's name still leads to that file. */
const reopensUnderLock: Writer = keepsDescriptor('reopens-under-lock', isTheLogs);
export default reopensUnderLock;
