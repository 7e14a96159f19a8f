import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Where the vDSO lies in a process, or undefined when it has none. */
export function mappedAt(pid: number): number | undefined {
  const line = /^([0-9a-f]+)-[0-9a-f]+ .*\[vdso\]$/m.exec(readFileSync(`/proc/${pid}/maps`, 'latin1'));
  return line?.[1] === undefined ? undefined : Number.parseInt(line[1], 16);
}

/** A function of the vDSO, by its place in it. */
export interface MappedFunction {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

export interface MappedVdso {
  readonly functions: readonly MappedFunction[];
  /** What is mapped, from its start. */
  readonly image: Buffer;
}

let known: MappedVdso | undefined;

/** The vDSO, which is the same in every process of one kernel, as long as nobody overwrites it. */
export function mappedVdso(): MappedVdso {
  known ??= readVdso();
  return known;
}

function readVdso(): MappedVdso {
  const start = mappedAt(process.pid);
  if (start === undefined) return { functions: [], image: Buffer.alloc(0) };
  const image = Buffer.alloc(16_384);
  const memory = openSync('/proc/self/mem', 'r');
  const length = readSync(memory, image, 0, image.length, start);
  closeSync(memory);
  return { functions: symbols(image), image: image.subarray(0, length) };
}

/** The type of the section that holds them, SHT_DYNSYM. */
const dynamicSymbols = 11;

/** The functions that the table of dynamic symbols of an ELF image names. */
function symbols(image: Buffer): readonly MappedFunction[] {
  const sections = Number(image.readBigUInt64LE(40));
  const count = image.readUInt16LE(60);
  const section = (index: number): number => sections + index * image.readUInt16LE(58);
  const index = Array.from({ length: count }, (_, each) => each).find(
    (each) => image.readUInt32LE(section(each) + 4) === dynamicSymbols,
  );
  if (index === undefined) return [];
  const table = section(index);
  const names = Number(image.readBigUInt64LE(section(image.readUInt32LE(table + 40)) + 24));
  const first = Number(image.readBigUInt64LE(table + 24));
  return Array.from({ length: Number(image.readBigUInt64LE(table + 32)) / 24 }, (_, each) => {
    const symbol = first + each * 24;
    const name = names + image.readUInt32LE(symbol);
    return {
      name: image.toString('latin1', name, image.indexOf(0, name)),
      offset: Number(image.readBigUInt64LE(symbol + 8)),
      size: Number(image.readBigUInt64LE(symbol + 16)),
    };
  });
}
