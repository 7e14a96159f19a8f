import { spawnSync } from 'node:child_process';
import * as zlib from 'node:zlib';
import { errorCode, errorMessage } from '../words.js';

/** What a file's bytes hold, one character each; unpacked, where they are packed. */
export interface Unpacked {
  readonly text: string;
  /** Why it could not be unpacked: the file is damaged. */
  readonly damaged?: string;
  /** What it is packed with, where nothing here can unpack it: nobody knows what it holds. */
  readonly packedWith?: string;
}

interface Packing {
  readonly name: string;
  readonly magic: string;
  /** How Node unpacks it. */
  readonly unpack?: (bytes: Buffer) => Buffer;
  /** The program that does, where Node can't. */
  readonly program?: string;
}

/** The file says by its first bytes how it is packed: whatever its name says, no record begins like this. */
const packings: readonly Packing[] = [
  { name: 'gzip', magic: '\x1f\x8b', unpack: (bytes) => zlib.gunzipSync(bytes) },
  // The second byte says how hard it was packed, and no record begins with an x.
  ...['\x78\x01', '\x78\x5e', '\x78\x9c', '\x78\xda'].map((magic) => ({ name: 'zlib', magic, unpack: inflated })),
  { name: 'zstd', magic: '\x28\xb5\x2f\xfd', program: 'zstd', ...zstd() },
  { name: 'xz', magic: '\xfd7zXZ\0', program: 'xz' },
  { name: 'bzip2', magic: 'BZh', program: 'bzip2' },
  { name: 'lz4', magic: '\x04\x22\x4d\x18', program: 'lz4' },
  { name: 'zip', magic: 'PK\x03\x04' },
];

/** Its first bytes say nothing, so its name must; and a name may be wrong. */
function perhapsBrotli(bytes: Buffer, text: string): Unpacked {
  try {
    return { text: zlib.brotliDecompressSync(bytes).toString('latin1') };
  } catch {
    return { text };
  }
}

function inflated(bytes: Buffer): Buffer {
  return zlib.inflateSync(bytes);
}

/** Whether a file's first bytes say that it is packed. */
export function isPacked(bytes: Buffer): boolean {
  return packings.some(({ magic }) => bytes.toString('latin1', 0, magic.length) === magic);
}

export function unpacked(bytes: Buffer, name: string): Unpacked {
  const text = bytes.toString('latin1');
  if (text === '' && name.endsWith('.gz')) return { text, damaged: 'unexpected end of file' };
  const packing = packings.find(({ magic }) => text.startsWith(magic));
  if (packing === undefined) return name.endsWith('.br') ? perhapsBrotli(bytes, text) : { text };
  try {
    const whole = packing.unpack?.(bytes) ?? unpackedBy(packing.program, bytes);
    return whole === undefined ? { text: '', packedWith: packing.name } : { text: whole.toString('latin1') };
  } catch (error) {
    return { text: '', damaged: errorMessage(error) };
  }
}

/**
 * What a program unpacks; nothing where there is none.
 * @throws {Error} with what the program says of a damaged file.
 */
function unpackedBy(program: string | undefined, bytes: Buffer): Buffer | undefined {
  if (program === undefined) return undefined;
  const { error, status, stdout, stderr } = spawnSync(program, ['-dc'], { input: bytes, maxBuffer: Infinity });
  if (errorCode(error) === 'ENOENT') return undefined;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr.toString().trim());
  return stdout;
}

/** Node unpacks zstd from 22.15 on. */
function zstd(): Pick<Packing, 'unpack'> {
  const unpack: unknown = Object.entries(zlib).find(([name]) => name === 'zstdDecompressSync')?.[1];
  return typeof unpack === 'function' ? { unpack: (bytes) => Buffer.from(unpack(bytes)) } : {};
}
