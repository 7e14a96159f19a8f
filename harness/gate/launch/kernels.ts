/** A version of Linux, as its first two numbers. */
export type KernelVersion = readonly [major: number, minor: number];

/** On which the gate's tests have run, and traces were compared: by hand here, and by `npm run guests` in Debian 12. */
export const testedOn: readonly { readonly kernel: KernelVersion; readonly machine: 'x64' | 'arm64' }[] = [
  { kernel: [6, 18], machine: 'x64' },
  { kernel: [6, 1], machine: 'x64' },
  { kernel: [6, 1], machine: 'arm64' },
];

/** What the gate takes from the kernel, with the version that brought it. */
const brought: readonly { readonly by: KernelVersion; readonly what: string }[] = [
  { by: [5, 0], what: 'filters that hold calls' },
  { by: [5, 3], what: 'descriptors of processes' },
  { by: [5, 5], what: 'held calls that go on in the kernel' },
  { by: [5, 9], what: 'descriptors that are handed to a process' },
  { by: [5, 19], what: 'held calls that no signal breaks off' },
];

/** The oldest that holds steps. */
export const leastKernel: KernelVersion = [5, 19];

/** What a kernel lacks of what the gate takes from it. */
export function lackedBy(kernel: KernelVersion): readonly string[] {
  return brought.filter(({ by }) => isOlder(kernel, by)).map(({ by, what }) => `${what} (${by.join('.')})`);
}

export function isOlder([major, minor]: KernelVersion, than: KernelVersion): boolean {
  return major < than[0] || (major === than[0] && minor < than[1]);
}

/** Reads what `uname -r` says. */
export function kernelVersion(release: string): KernelVersion {
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor];
}
