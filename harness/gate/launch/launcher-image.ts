import { mustCall, put } from '../kernel/call.js';
import { at } from '../kernel/native.js';
import { launcher } from './launcher.js';

/** Makes the launcher's executable for a filter, in memory, and gives its descriptor. The caller closes it. */
export function launcherImage(filter: Buffer): number {
  const image = mustCall('memfd_create', put(at.path, Buffer.from('logtorture-launcher\0')), 1);
  const bytes = launcher(filter);
  mustCall('pwrite64', image, put(at.data, bytes), bytes.length, 0);
  return image;
}
