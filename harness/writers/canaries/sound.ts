import type { CanaryWriter } from './broken.js';
import { lockedWriter } from './locked.js';

/** Has no bug: many canaries are copies of it with one bug each. */
const sound: CanaryWriter = lockedWriter('sound');
export default sound;
