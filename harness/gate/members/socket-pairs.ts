import { bytesInPipe } from '../kernel/pipe.js';
import { nameOfSocket, typeOf } from '../kernel/socket.js';
import { peerOf } from '../kernel/socket-peer.js';
import { borrowing } from './descriptors.js';
import type { Process } from '../world/process.js';

/** Two sockets of a process that are connected to each other and to nothing else, as an event loop wakes itself by. */
export interface SocketPair {
  readonly inodes: readonly [number, number];
  readonly type: number;
}

/**
 * The pairs of a process that have no names and hold nothing: what those of others are connected to, a copy cannot have for itself.
 * @param sockets by their inodes a descriptor of each.
 */
export function socketPairsOf(process: Process, sockets: ReadonlyMap<number, number>): readonly SocketPair[] {
  const pairs: SocketPair[] = [];
  for (const [inode, descriptor] of sockets) {
    const other = peerOf(inode);
    // Each is found from both its ends.
    if (other === undefined || other < inode) continue;
    const type = typeWhereEmpty(process, descriptor);
    const isEmpty = typeWhereEmpty(process, sockets.get(other)) !== undefined;
    if (type !== undefined && isEmpty) pairs.push({ inodes: [inode, other], type });
  }
  return pairs;
}

/** The type of a socket without a name, of which nothing is to be received; undefined for all others. */
function typeWhereEmpty(process: Process, descriptor: number | undefined): number | undefined {
  if (descriptor === undefined) return undefined;
  return borrowing(process, descriptor, (own) => {
    const named = nameOfSocket(own.descriptor, 'getsockname') + nameOfSocket(own.descriptor, 'getpeername');
    return own.shared && named === '' && bytesInPipe(own.descriptor) === 0 ? typeOf(own.descriptor) : undefined;
  });
}
