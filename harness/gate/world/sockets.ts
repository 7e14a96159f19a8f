import type { SystemCall } from '../kernel/syscalls.js';

/** An end of a network: the bytes of a host's address, and a port. */
export interface Host {
  readonly family: Family;
  readonly host: string;
  readonly port: number;
}

export type Family = 4 | 6;

/**
 * The sockets of an execution: those that are bound to a name in its directory or to a port of the loopback, connected
 * to one, or accepted from one. All that belong to one bound socket are one *channel*, which is what steps on them
 * touch.
 */
export interface Sockets {
  /** By the number of the socket's inode. */
  readonly ends: Map<number, End>;
  /** The sockets that were bound to each port, named as in steps; see ports.ts. */
  readonly ports: Map<string, readonly Port[]>;
  /** Who has sent what was passed on by sockets of the gate's own, by the names that the kernel has given these. */
  readonly passedOn: Map<string, Host>;
  /** How many ports each member has been given without asking for one by number. */
  readonly given: Map<number, number>;
  /** The calls that are held for the sake of sockets alone. */
  readonly only: ReadonlySet<SystemCall>;
}

/** A socket that was bound to a port. */
export interface Port {
  readonly host: Host;
  /** Whether it lets others be bound to the same port that let it, too. */
  readonly shares: boolean;
  /** The name that the kernel has given to the socket, as a string of bytes. */
  readonly kernelName: string;
  /** How much it takes that nobody has received yet; see datagrams.ts. */
  readonly room: number;
  /** What each datagram takes of the room that nobody has received yet, the oldest first. */
  readonly unread: number[];
  /** Those of them for which the socket that stands there has no room yet. */
  readonly later: Datagram[];
}

export interface Datagram {
  readonly from: Host | undefined;
  readonly bytes: Buffer;
}

export interface End {
  readonly channel: string;
  /** The channel's name in steps. */
  readonly name: string;
  readonly member: number;
  readonly network?: Network;
}

/** What a socket of the loopback says of itself. */
export interface Network {
  readonly protocol: Protocol;
  own: Host;
  peer?: Host | undefined;
  /** Something was sent after the other side had gone: from then on sending fails. */
  knowsEnd?: true;
}

export type Protocol = 'tcp' | 'udp';

export function noSockets(only: ReadonlySet<SystemCall>): Sockets {
  return { ends: new Map(), ports: new Map(), passedOn: new Map(), given: new Map(), only };
}
