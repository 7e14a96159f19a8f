import { text } from './step.js';
import type { World } from './world.js';

/** Whether digits are the year in most texts, and then nobody's number. */
export function isYear(digits: string): boolean {
  return /^20\d\d$/.test(digits);
}

/** A name, whose characters are bytes, as steps tell it: where programs name files by the numbers of processes, these have names. */
export function toldName({ tellsAll, nameOfPid }: Pick<World, 'tellsAll' | 'nameOfPid'>, name: string): string {
  const told = text(name);
  if (!tellsAll || !/\d\d/.test(told)) return told;
  return told.replaceAll(/\d{2,}/g, (number) => (isYear(number) ? undefined : nameOfPid(Number(number))) ?? number);
}
