import type { Rotation } from '../scenario/rotation.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** How rotations are named on the command line, after the experiment that they come from. */
export const rotationTypes = ['size', 'time', 'file'] as const;
export type RotationType = (typeof rotationTypes)[number];

/** @throws {Error} when the writer knows no such rotation. */
export function rotationKindOf(type: RotationType, { name, rotations }: WriterProgram): Rotation['kind'] {
  const kind = type === 'file' ? 'none' : type;
  if (rotations.includes(kind)) return kind;
  throw new Error(`${name} can't be run with --type ${type}: the rotations that it knows are ${rotations.join(', ')}.`);
}
