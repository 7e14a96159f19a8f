import { call } from './call.js';
import { dataAddress } from './data.js';

/** ioctl's TCGETS, which only terminals answer. */
const settingsOf = 0x5401;

/** Whether a descriptor is one side of a terminal. */
export function isTerminal(descriptor: number): boolean {
  return call('ioctl', descriptor, settingsOf, dataAddress()) === 0;
}
