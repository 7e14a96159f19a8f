import { randomInt } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Seeds are whole numbers from 0 to 2,147,483,647. */
export const maxSeed = 2_147_483_647;

export function newSeed(): number {
  return randomInt(maxSeed);
}

/** So many whole numbers from 0 to `max`, always the same ones for a seed. */
export function drawIntegers(seed: number, length: number, max: number): number[] {
  const generator = mersenne(seed);
  return Array.from({ length }, () => uniformInt(generator, 0, max));
}
