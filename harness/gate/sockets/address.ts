import { readBytes, readInt, writeBytes, writeInt } from '../kernel/memory.js';
import type { Host, Family } from '../world/sockets.js';
import { socketFamily } from '../kernel/flags.js';

/** What a call's address says: a path, as it is given, or a host of the network. */
export type Address = { readonly kind: 'path'; readonly path: string } | ({ readonly kind: 'host' } & Host);
const longestAddress = 128;
const longestPath = 107;

/** The address that lies at a place of a process's memory; undefined when it is neither a path nor a host. */
export function readAddress(pid: number, address: number, length: number): Address | undefined {
  const wanted = Math.min(length, longestAddress);
  const bytes = address === 0 || wanted < 3 ? undefined : readBytes(pid, address, wanted);
  return bytes && addressIn(bytes);
}

function addressIn(bytes: Buffer): Address | undefined {
  const text = (start: number, length: number): string => bytes.toString('latin1', start, start + length);
  switch (bytes.readUInt16LE(0)) {
    case socketFamily.unix: {
      const [path = ''] = text(2, bytes.length).split('\0');
      return path === '' ? undefined : { kind: 'path', path };
    }
    case socketFamily.four:
      return bytes.length < 8 ? undefined : { kind: 'host', family: 4, host: text(4, 4), port: bytes.readUInt16BE(2) };
    case socketFamily.six:
      return bytes.length < 24
        ? undefined
        : { kind: 'host', family: 6, host: text(8, 16), port: bytes.readUInt16BE(2) };
    default:
      return undefined;
  }
}

/** Whether the address at a place is one of no family, with which a socket for datagrams is connected to nobody. */
export function isForNobody(pid: number, address: number): boolean {
  return ((readInt(pid, address) ?? -1) & 0xffff) === socketFamily.none;
}

/** Gives a process an address in a buffer of its own, whose length lies at `lengthAt`, as the kernel would. */
export function giveAddress(pid: number, address: number, lengthAt: number, host: Host | undefined): void {
  const room = address === 0 || lengthAt === 0 ? undefined : readInt(pid, lengthAt);
  if (room !== undefined) writeInt(pid, lengthAt, putHost(pid, address, room >>> 0, host));
}

/**
 * Like giveAddress, for a buffer of known size; returns the encoded length. Without a host, writes an unnamed Unix
 * address.
 */
export function putHost(pid: number, address: number, room: number, host: Host | undefined): number {
  const encoded = host === undefined ? Buffer.from([socketFamily.unix, 0]) : encode(host);
  if (address !== 0) writeBytes(pid, address, encoded.subarray(0, room));
  return encoded.length;
}

function encode({ family, host, port }: Host): Buffer {
  const encoded = Buffer.alloc(family === 4 ? 16 : 28);
  encoded.writeUInt16LE(family === 4 ? socketFamily.four : socketFamily.six, 0);
  encoded.writeUInt16BE(port, 2);
  encoded.write(host, family === 4 ? 4 : 8, 'latin1');
  return encoded;
}

/** A path as the name of a Unix socket; undefined when it is too long for one. */
export function unixName(path: string): string | undefined {
  return path.length > longestPath ? undefined : `${path}\0`;
}

const mapped = `${'\0'.repeat(10)}\xff\xff`;
const loopback = { 4: '\x7f\0\0\x01', 6: `${'\0'.repeat(15)}\x01` };

/** Whether a host's address is this machine's own, or stands for any of its addresses. */
export function isOwn(to: Host): boolean {
  if (isSix(to)) return to.host === loopback[6] || isAny(to);
  const four = to.family === 6 ? to.host.slice(mapped.length) : to.host;
  return four.startsWith('\x7f') || isAny({ host: four });
}

/** Whether a host is one of IPv6, and does not stand for one of IPv4. */
export function isSix({ family, host }: Host): boolean {
  return family === 6 && !host.startsWith(mapped);
}

/** Whether an address stands for any of the machine's. */
export function isAny({ host }: Pick<Host, 'host'>): boolean {
  return /^\0+$/.test(host);
}

/** The host with a port on the loopback, as a socket of that family sees one that may be of another. */
export function onLoopback(family: Family, port: number, of: Family = family): Host {
  return { family, host: family === 6 && of === 4 ? mapped + loopback[4] : loopback[family], port };
}
