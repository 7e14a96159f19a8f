import { constants } from 'node:os';

/** The numbers of errors by their usual names, for instance ENOENT. */
export const errno: typeof constants.errno = constants.errno;

const names = new Map(Object.entries(errno).map(([name, number]) => [number, name]));
// EWOULDBLOCK has the same number.
names.set(errno.EAGAIN, 'EAGAIN');

/** The usual name of an error number. */
export function errnoName(number: number): string {
  return names.get(number) ?? `errno ${number}`;
}

/** The number of an error's name. Throws on a name that this system does not have. */
export function errnoNumber(name: string): number {
  const number = new Map<string, number>(Object.entries(errno)).get(name);
  if (number === undefined) throw new Error(`A step cannot fail with ${name}: this system has no such error.`);
  return number;
}
