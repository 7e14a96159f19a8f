import { socketLevel, seccomp, messageFlag } from '../kernel/flags.js';
import { numberOf } from '../kernel/syscalls.js';

/**
 * The program that puts a process under the gate, as the bytes of a static ELF executable: no compiler, no binary in
 * the repository. It gives up privileges for good, asks for its death with its supervisor's, makes addresses the same
 * in every run, installs the filter, sends the filter's listener over descriptor 3, gives up all descriptors but the
 * standard streams, and becomes the command in its arguments. Starting a second Node for this would cost 50 ms a process; this costs less than one.
 */
export function launcher(filter: Buffer): Buffer {
  const header = 0x40 + 0x38;
  const codeBytes = 512;
  const tables = origin + header + codeBytes;
  const address = {
    program: tables,
    message: tables + 16,
    vector: tables + 80,
    control: tables + 96,
    filter: tables + 128,
  };
  const data = Buffer.alloc(128);
  data.writeUInt16LE(filter.length / 8, 0);
  data.writeBigUInt64LE(BigInt(address.filter), 8);
  // struct mmsghdr: one byte of text, one control message of 24 bytes that holds the listener.
  data.writeBigUInt64LE(BigInt(address.vector), 16 + 16);
  data.writeBigUInt64LE(1n, 16 + 24);
  data.writeBigUInt64LE(BigInt(address.control), 16 + 32);
  data.writeBigUInt64LE(24n, 16 + 40);
  data.writeBigUInt64LE(BigInt(origin), 80);
  data.writeBigUInt64LE(1n, 88);
  data.writeBigUInt64LE(20n, 96);
  data.writeInt32LE(socketLevel, 104);
  data.writeInt32LE(scmRights, 108);
  const code = process.arch === 'arm64' ? arm64 : x64;
  const instructions = Buffer.concat([
    code.call(numberOf('prctl'), 38, 1, 0, 0, 0),
    code.call(numberOf('prctl'), 1, 9, 0, 0, 0),
    code.call(numberOf('personality'), 0x4_0000),
    code.call(numberOf('seccomp'), seccomp.setFilter, seccomp.newListener | seccomp.waitKillable, address.program),
    code.store(address.control + 16),
    // With flags that the filter lets pass: any other way to send may be held already, and nothing listens yet.
    code.call(numberOf('sendmmsg'), 3, address.message, 1, launcherFlags),
    // The socket, the listener (whoever holds it keeps the held calls waiting, even once its supervisor is gone), and what
    // was inherited by mistake.
    code.call(numberOf('close_range'), 3, allDescriptors, 0),
    code.become,
    code.call(numberOf('exit_group'), 127),
  ]);
  const body = Buffer.concat([instructions, Buffer.alloc(codeBytes - instructions.length), data, filter]);
  return Buffer.concat([elf(header, header + body.length), body]);
}

/** MSG_EOR and MSG_NOSIGNAL, which no program has a use for together. */
export const launcherFlags: number = messageFlag.endOfRecord | messageFlag.noSignal;

const allDescriptors = 0xffff_ffff;
const origin = 0x40_0000;
const scmRights = 1;

function elf(entry: number, size: number): Buffer {
  const bytes = Buffer.alloc(0x78);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(process.arch === 'arm64' ? 183 : 62, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(BigInt(origin + entry), 24);
  bytes.writeBigUInt64LE(0x40n, 32);
  bytes.writeUInt16LE(0x40, 52);
  bytes.writeUInt16LE(0x38, 54);
  bytes.writeUInt16LE(1, 56);
  // One loadable segment: readable, writable, executable.
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(7, 68);
  bytes.writeBigUInt64LE(BigInt(origin), 80);
  bytes.writeBigUInt64LE(BigInt(origin), 88);
  bytes.writeBigUInt64LE(BigInt(size), 96);
  bytes.writeBigUInt64LE(BigInt(size), 104);
  bytes.writeBigUInt64LE(0x1000n, 112);
  return bytes;
}

/**
 * Machine code: `call` makes a system call, `store` keeps its result, `become` is execve(argv[1], argv + 1, environ).
 */
interface Code {
  readonly call: (number: number, ...argumentValues: readonly number[]) => Buffer;
  readonly store: (address: number) => Buffer;
  readonly become: Buffer;
}

function little(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => bytes.writeUInt32LE(word >>> 0, index * 4));
  return bytes;
}

const x64: Code = {
  call: (number, ...values) => {
    const registers = [[0xbf], [0xbe], [0xba], [0x41, 0xba], [0x41, 0xb8]];
    const moves = values.map((value, index) => Buffer.concat([Buffer.from(registers[index] ?? []), little(value)]));
    return Buffer.concat([...moves, Buffer.from([0xb8]), little(number), Buffer.from([0x0f, 0x05])]);
  },
  store: (address) => Buffer.concat([Buffer.from([0x89, 0x04, 0x25]), little(address)]),
  become: Buffer.from('488d742410488b3e488b0424488d54c410b83b0000000f05', 'hex'),
};

function move(register: number, value: number): number[] {
  return [0xd280_0000 | ((value & 0xffff) << 5) | register, 0xf2a0_0000 | ((value >>> 16) << 5) | register];
}

const arm64: Code = {
  call: (number, ...values) => {
    return little(...values.flatMap((value, index) => move(index, value)), ...move(8, number), 0xd400_0001);
  },
  store: (address) =>
    little(0xd280_0009 | ((address & 0xffff) << 5), 0xf2a0_0009 | ((address >>> 16) << 5), 0xb900_0120),
  become: little(0x9100_43e1, 0xf940_0020, 0xf940_03e2, 0x8b22_6fe2, 0x9100_4042, 0xd280_1ba8, 0xd400_0001),
};
