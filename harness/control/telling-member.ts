import type { Member } from '../gate/index.js';
import { optionsTelling, telling } from '../stacks/environment.js';

/** A member whose runtime tells where its program is; what is written down of that goes into a folder. */
export function tellingMember(member: Member, folder: string): Member {
  const { command, env } = member;
  const [file, ...args] = command;
  return { ...member, command: [file, ...optionsTelling(file), ...args], env: telling(env, folder) };
}
