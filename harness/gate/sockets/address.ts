import { at, native } from '../kernel/native.js';
import { readMemory, writeMemory } from '../kernel/memory.js';
import type { Host, Family } from '../world/sockets.js';
import { socketFamily } from '../kernel/flags.js';

/** What a call's address says: a path, as it is given, or a host of the network. */
export type Address = { readonly kind: 'path'; readonly path: string } | ({ readonly kind: 'host' } & Host);
export const longestAddress = 128;
const longestPath = 107;

/** The address that lies at a place of a process's memory; undefined when it is neither a path nor a host. */
export function readAddress(pid: number, address: number, length: number): Address | undefined {
  const { bytes } = native();
  const wanted = Math.min(length, longestAddress);
  if (address === 0 || wanted < 3 || readMemory(pid, address, wanted, at.text) !== wanted) return undefined;
  return addressIn(bytes.subarray(at.text, at.text + wanted));
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

/** Gives a process an address in a buffer of its own, whose length lies at `lengthAt`, as the kernel would. */
export function giveAddress(pid: number, address: number, lengthAt: number, host: Host | undefined): void {
  const { bytes } = native();
  if (address === 0 || lengthAt === 0 || readMemory(pid, lengthAt, 4, at.small) !== 4) return;
  const room = bytes.readUInt32LE(at.small);
  bytes.writeUInt32LE(putHost(pid, address, room, host), at.small);
  writeMemory(pid, lengthAt, 4, at.small);
}

/** The same where the caller knows how much room there is; gives the address's length. Nobody's is that of no path. */
export function putHost(pid: number, address: number, room: number, host: Host | undefined): number {
  const encoded = host === undefined ? Buffer.from([socketFamily.unix, 0]) : encode(host);
  encoded.copy(native().bytes, at.text);
  if (address !== 0) writeMemory(pid, address, Math.min(room, encoded.length), at.text);
  return encoded.length;
}

function encode({ family, host, port }: Host): Buffer {
  const encoded = Buffer.alloc(family === 4 ? 16 : 28);
  encoded.writeUInt16LE(family === 4 ? socketFamily.four : socketFamily.six, 0);
  encoded.writeUInt16BE(port, 2);
  encoded.write(host, family === 4 ? 4 : 8, 'latin1');
  return encoded;
}

/** Lays out a path's address in the block's data and gives its length; undefined when the path is too long. */
export function putPathAddress(path: string): number | undefined {
  if (path.length > longestPath) return undefined;
  const { bytes } = native();
  bytes.writeUInt16LE(socketFamily.unix, at.data);
  bytes.write(`${path}\0`, at.data + 2, 'latin1');
  return path.length + 3;
}

const mapped = `${'\0'.repeat(10)}\xff\xff`;
const loopback = { 4: '\x7f\0\0\x01', 6: `${'\0'.repeat(15)}\x01` };

/** Whether a host's address is this machine's own, or stands for any of its addresses. */
export function isOwn({ family, host }: Host): boolean {
  if (family === 6 && !host.startsWith(mapped)) return host === loopback[6] || isAny(host);
  const four = family === 6 ? host.slice(mapped.length) : host;
  return four.startsWith('\x7f') || isAny(four);
}

function isAny(host: string): boolean {
  return /^\0+$/.test(host);
}

/** The host with a port on the loopback, as a socket of that family sees one that may be of another. */
export function onLoopback(family: Family, port: number, of: Family = family): Host {
  return { family, host: family === 6 && of === 4 ? mapped + loopback[4] : loopback[family], port };
}
