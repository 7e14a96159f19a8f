import type { CanaryWriter } from './broken.js';
import { lockedWriter } from './locked.js';

/** Has no bug: what every other canary would be without its own. */
const sound: CanaryWriter = lockedWriter('sound');
export default sound;
