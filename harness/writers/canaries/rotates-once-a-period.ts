import type { CanaryWriter } from './broken.js';
import { rotatesEachPeriod } from './each-period.js';
import { exists } from './rotate.js';

/** Rotates to a dated name, but only if no other process has done so in this period. */
const rotatesOnceAPeriod: CanaryWriter = rotatesEachPeriod('rotates-once-a-period', (dated) => !exists(dated));
export default rotatesOnceAPeriod;
