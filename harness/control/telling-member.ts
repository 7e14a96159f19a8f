import type { Member } from '../gate/index.js';
import { optionsTelling, telling } from '../stacks/environment.js';

/** A member whose runtime tells where its program is; what is written down of that goes into a folder. */
export function tellingMember(member: Member, folder: string): Member {
  const { command, env, copyable = false } = member;
  const [file, ...args] = command;
  // One that serves all places takes less time than to start each; one for each place would take more, since they are executed once or twice.
  const copies = copyable === true;
  return { ...member, copyable: copies, command: [file, ...optionsTelling(file), ...args], env: telling(env, folder) };
}
