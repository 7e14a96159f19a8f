import { existsSync } from 'node:fs';
import which from 'which';
import type { Machine } from './machines.js';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * That what builds and boots guests is installed.
 * @throws {Error} one line that says what is missing, and how to install it.
 */
export function assertInstalled(machines: readonly Machine[]): void {
  const programs: readonly (readonly [program: string, inPackage: string])[] = [
    ...machines.map(({ emulator, emulatorPackage }) => [emulator, emulatorPackage] as const),
    ['mmdebstrap', 'mmdebstrap'],
    ['mke2fs', 'e2fsprogs'],
    ['cpio', 'cpio'],
  ];
  const missing = programs.filter(([program]) => which.sync(program, { path: searched, nothrow: true }) === null);
  const packages = missing.map(([, inPackage]) => inPackage);
  if (!existsSync(keyring)) packages.push('debian-archive-keyring');
  if (packages.length === 0) return;
  const names = [...missing.map(([program]) => program), ...(existsSync(keyring) ? [] : [keyring])].join(', ');
  throw new Error(`Guests can't be built and booted without ${names}: apt-get install ${packages.join(' ')}`);
}

/** What makes file systems is not on everybody's PATH. */
export const searched: string = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
