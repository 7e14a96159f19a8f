import type { CanaryWriter } from './broken.js';
import { isTheLogs, keepsDescriptor } from './descriptor.js';

/** Keeps its descriptor, but looks before each record, under the lock, whether the log's name still leads to that file. */
const reopensUnderLock: CanaryWriter = keepsDescriptor('reopens-under-lock', isTheLogs);
export default reopensUnderLock;
