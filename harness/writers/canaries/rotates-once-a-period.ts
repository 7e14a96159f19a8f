import type { Writer } from '../writer.js';
import { rotatesEachPeriod } from './each-period.js';
import { exists } from './rotate.js';

/** Rotates to a dated name too, but not where another has done so in this period. */
const rotatesOnceAPeriod: Writer = rotatesEachPeriod('rotates-once-a-period', (dated) => !exists(dated));
export default rotatesOnceAPeriod;
