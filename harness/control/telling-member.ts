import type { Member } from '../gate/index.js';
import { optionsTelling, telling } from '../stacks/environment.js';

/** A member whose runtime tells where its program is; what is written down of that goes into a folder. */
export function tellingMember(member: Member, folder: string): Member {
  const { command, env } = member;
  const [file, ...args] = command;
  // It is executed once, so that to make copies of it would take longer.
  return { ...member, copyable: false, command: [file, ...optionsTelling(file), ...args], env: telling(env, folder) };
}
