import { constants } from 'node:os';

const names = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));
names.set(constants.errno.EAGAIN, 'EAGAIN');

/** The usual name of an error number, for instance ENOENT. */
export function errnoName(number: number): string {
  return names.get(number) ?? `errno ${number}`;
}

/** The number of an error's name. Throws on a name that this system does not have. */
export function errnoNumber(name: string): number {
  const number = new Map<string, number>(Object.entries(constants.errno)).get(name);
  if (number === undefined) throw new Error(`A step cannot fail with ${name}: this system has no such error.`);
  return number;
}
