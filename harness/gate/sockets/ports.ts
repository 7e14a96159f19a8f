import { isNameTaken, nameOfSocket } from '../kernel/socket.js';
import type { Port, Sockets } from '../world/sockets.js';

/**
 * The sockets that are bound to a port. Several may be, as the workers of a server are, where each said SO_REUSEPORT before: the kernel spreads
 * over them what comes from different ports, and gives one socket all that comes from one port. So it is here.
 */

/** Those that are still open. */
export function openAt({ ports }: Sockets, name: string): readonly Port[] {
  return (ports.get(name) ?? []).filter(({ kernelName }) => isNameTaken(kernelName));
}

/**
 * The sockets at a port, in the order in which something is offered to them.
 * @param sender gives the number of the port that it comes from, which matters where there are several.
 */
export function takersAt(sockets: Sockets, name: string, sender: () => number): readonly Port[] {
  const all = sockets.ports.get(name) ?? [];
  if (all.length < 2) return all;
  const open = openAt(sockets, name);
  const first = sender() % open.length;
  return [...open.slice(first), ...open.slice(0, first)];
}

/** The one that a process has by a descriptor of its own, which is borrowed here. */
export function ownAt({ ports }: Sockets, name: string, descriptor: number): Port | undefined {
  const all = ports.get(name) ?? [];
  if (all.length < 2) return all[0];
  const own = nameOfSocket(descriptor, 'getsockname');
  return all.find(({ kernelName }) => kernelName === own);
}
