import { createRequire } from 'node:module';

/**
 * The C library, reached through koffi. Every pointer that goes to the kernel points into one block of memory whose
 * address never changes, so that each call takes and returns plain numbers: that is the fastest path koffi has, and it
 * lets one signature serve all system calls.
 */
export interface Native {
  readonly syscall: (...numberAndSixArguments: NativeArguments) => number;
  readonly posixSpawn: (...pidPathActionsAttributesArgvEnv: SixAddresses) => number;
  readonly spawnSetup: (name: SpawnSetup, ...fourArguments: readonly [number, number, number, number]) => number;
  readonly errno: () => number;
  /** The block, seen as bytes and as 32-bit words. */
  readonly bytes: Buffer;
  readonly words: Int32Array;
  readonly unsigned: Uint32Array;
  readonly base: number;
}

type SixAddresses = readonly [number, number, number, number, number, number];
type NativeArguments = readonly [number, number, number, number, number, number, number];

const spawnSetups = [
  'posix_spawn_file_actions_init',
  'posix_spawn_file_actions_adddup2',
  'posix_spawn_file_actions_addchdir_np',
  'posix_spawn_file_actions_destroy',
  'posix_spawnattr_init',
  'posix_spawnattr_setflags',
  'posix_spawnattr_destroy',
] as const;
type SpawnSetup = (typeof spawnSetups)[number];

/** Where each thing lies in the block, in bytes from its start. `data` has room for the longest write and read. */
export const at = {
  notification: 0,
  response: 128,
  descriptor: 160,
  vectors: 192,
  poll: 256,
  status: 2048,
  lock: 2560,
  times: 2624,
  small: 2688,
  answers: 3968,
  path: 4096,
  secondPath: 8192,
  text: 12_288,
  /** A path, and behind it what a file or a folder holds. */
  file: 16_384,
  data: 81_920,
} as const;
export const fileBytes = 61_440;
export const dataBytes: number = 4 << 20;

let loaded: Native | undefined;

/** Loads the C library on first use. Throws what koffi throws when it is not installed for this platform. */
export function native(): Native {
  loaded ??= load();
  return loaded;
}

function longs(count: number): 'long'[] {
  return Array.from({ length: count }, () => 'long');
}

function load(): Native {
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
  const library = koffi.load(null);
  const size = at.data + dataBytes;
  const block: unknown = koffi.alloc('uint64_t', size / 8);
  const memory = koffi.view(block, size);
  const setups = new Map(spawnSetups.map((name) => [name, library.func(name, 'int', longs(4))]));
  return {
    syscall: library.func('syscall', 'long', longs(7)),
    posixSpawn: library.func('posix_spawn', 'int', longs(6)),
    spawnSetup: (name, ...rest) => Number(setups.get(name)?.(...rest)),
    errno: () => koffi.errno(),
    bytes: Buffer.from(memory),
    words: new Int32Array(memory),
    unsigned: new Uint32Array(memory),
    base: Number(koffi.address(block)),
  };
}
