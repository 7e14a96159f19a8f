import { onDescriptor } from '../members/descriptors.js';
import { toldName } from '../world/told-name.js';
import { fileOf } from './decode.js';
import type { HeldCall } from '../world/held-call.js';

/** mmap's PROT_WRITE. */
const toWrite = 2;

/** Notes that a process maps a file of the execution into its memory to write to it. No call tells what it stores there, nor when. */
export function noteMap({ world, tree, task, notification: { values } }: HeldCall): void {
  const [, , protection = 0, , descriptor = 0] = values;
  if ((protection & toWrite) === 0) return;
  const name = onDescriptor(task.process, descriptor | 0, (borrowed, status) =>
    status.kind === 'file' ? fileOf(world, borrowed, status)?.path : undefined,
  );
  if (name === undefined) return;
  tree.maps = toldName(world, name);
  tree.uncontrolled = 'a memory map';
}
