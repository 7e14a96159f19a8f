import { release } from 'node:os';
import { native } from '../kernel/native.js';
import { call, closeDescriptor, lastError } from '../kernel/call.js';
import { errnoName } from '../kernel/errno.js';
import { hasNotifications, hasListeners } from '../kernel/seccomp.js';
import { isOlder, kernelVersion, lackedBy, leastKernel } from './kernels.js';

/** Whether this machine can hold steps. If not: why, and what would help, each in one line. */
export type GateSupport =
  { readonly able: true } | { readonly able: false; readonly reason: string; readonly remedy: string };

/** Asks the machine, without changing anything. */
export function gateSupport(): GateSupport {
  const { platform, arch } = process;
  if (platform !== 'linux')
    return unable(
      `this is ${platform}, and steps are held through the Linux kernel`,
      'run it in a Linux container or virtual machine',
    );
  if (arch !== 'x64' && arch !== 'arm64')
    return unable(`this is ${arch}, and the gate knows x64 and arm64`, 'run it on one of those');
  const kernel = kernelVersion(release());
  if (isOlder(kernel, leastKernel))
    return unable(
      `the kernel is ${release()}, older than ${leastKernel.join('.')}, and lacks ${lackedBy(kernel).join(', ')}`,
      'use a newer kernel, such as that of Debian 12 or Ubuntu 24.04',
    );
  try {
    native();
  } catch (error) {
    return unable(`koffi cannot be loaded: ${String(error)}`, 'install again without omitting optional dependencies');
  }
  return seccompSupport();
}

function seccompSupport(): GateSupport {
  if (!hasNotifications()) return refused('notifications of system calls');
  if (!hasListeners()) return refused('listeners for system calls');
  const own = call('pidfd_open', process.pid, 0);
  if (own < 0) return refused('descriptors of processes');
  closeDescriptor(own);
  return { able: true };
}

function refused(what: string): GateSupport {
  return unable(
    `${what} are refused (${errnoName(lastError())}), as gVisor and strict sandboxes do`,
    'use a sandbox that allows seccomp filters, such as runc with its default profile',
  );
}

function unable(reason: string, remedy: string): GateSupport {
  return { able: false, reason, remedy };
}
