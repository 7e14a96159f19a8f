import type { Writer } from '../writer.js';
import { lockedWriter } from './locked.js';

/** Has no bug: what every other canary would be without its own. */
const sound: Writer = lockedWriter('sound');
export default sound;
