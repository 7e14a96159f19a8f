import { basename } from 'node:path';
import { readLink } from '../kernel/call.js';

const shells = /^(?:ash|bash|busybox|dash|[mo]?ksh(?:93)?|yash|zsh)(?: \(deleted\))?$/;

/** Whether a process is a shell. These keep their own number for `$$`: a copy would take the original's for its own, and kill that instead of itself. */
export function isShell(pid: number): boolean {
  return shells.test(basename(readLink(`/proc/${pid}/exe`) ?? ''));
}
