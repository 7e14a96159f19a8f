/** A kind of machine that is emulated. */
export interface Machine {
  /** What Debian calls it. */
  readonly name: 'amd64' | 'arm64';
  /** What Node calls it. */
  readonly node: 'x64' | 'arm64';
  readonly emulator: string;
  /** Debian's package of the emulator. */
  readonly emulatorPackage: string;
  /** What the emulator is told about the machine, and about its processor where that is emulated, too. */
  readonly options: readonly string[];
  readonly emulatedProcessor: string;
  readonly console: string;
  /** What makes its kernel faster, since nobody attacks it. */
  readonly kernelOptions: readonly string[];
}

export const machines: readonly Machine[] = [
  {
    name: 'amd64',
    node: 'x64',
    emulator: 'qemu-system-x86_64',
    emulatorPackage: 'qemu-system-x86',
    options: [],
    emulatedProcessor: 'max',
    console: 'ttyS0',
    kernelOptions: ['mitigations=off', 'nopti'],
  },
  {
    name: 'arm64',
    node: 'arm64',
    emulator: 'qemu-system-aarch64',
    emulatorPackage: 'qemu-system-arm',
    options: ['-machine', 'virt'],
    emulatedProcessor: 'neoverse-n1',
    console: 'ttyAMA0',
    kernelOptions: ['mitigations=off', 'kpti=off'],
  },
];
