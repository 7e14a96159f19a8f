import { errorCode } from '../words.js';

/** Whether something could not be made because it is there already. */
export function isTaken(make: () => void): boolean {
  try {
    make();
    return false;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return true;
    throw error;
  }
}
