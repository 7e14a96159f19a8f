import { spawn } from '../launch/spawn.js';
import { addTask, type Tree } from '../world/tree.js';
import { readMask } from '../kernel/umask.js';
import { feed } from './input.js';
import { withStreams, type Ends } from './streams.js';
import type { Member } from '../world/member.js';
import type { Process } from '../world/process.js';

/** Starts a member under the gate. `image` is the launcher's descriptor. */
export function startMember(image: number, ordinal: number, member: Member): Tree {
  return withStreams((ends) => {
    const [out, error] = ends.streams;
    const { pid, pidfd, listener } = spawn(image, member, [ends.read, out.descriptor, error.descriptor]);
    const tree = newTree({ ordinal, member, listener, original: undefined }, ends, {
      pid,
      number: pid,
      pidfd,
      parent: undefined,
      birth: 0,
      child: undefined,
      umask: readMask(),
      choosesProcessors: false,
      fresh: true,
      readsSignals: false,
      clockCode: undefined,
      readsByCall: false,
      ended: false,
    });
    // It may look whether there is something to read before it reads.
    if (member.program === true) feed(tree.input);
    return tree;
  });
}

/** What the gate knows of a member whose main process has just been made. */
export function newTree(
  { ordinal, member, listener, original }: Pick<Tree, 'ordinal' | 'member' | 'listener' | 'original'>,
  { input, streams }: Ends,
  main: Process,
): Tree {
  if (member.program === true) {
    input.pending = Buffer.from(member.input ?? '');
    input.last = true;
  }
  const tree: Tree = {
    ordinal,
    member,
    listener,
    isHeard: true,
    original,
    main,
    processes: new Map([[main.pid, main]]),
    births: new Map([...(original?.births ?? []), [main.pid, 0]]),
    heard: undefined,
    tasks: new Map(),
    running: 0,
    moves: 0,
    stale: true,
    mustRecheck: false,
    wakings: new Map(),
    threadEnded: false,
    nextOrdinal: 0,
    makesProcesses: false,
    followed: 0,
    children: 0,
    stopsAtFork: false,
    signalled: false,
    hasTerminal: original?.hasTerminal ?? false,
    knowsNumber: original?.knowsNumber ?? false,
    takesTurns: false,
    input,
    streams,
    random: { state: 0 },
    timers: [],
    alarms: [],
    answers: original?.answers && { address: original.answers.address, isRead: false, since: undefined },
    lastSaid: '',
    loops: new Map(),
    aheadMs: 0,
    executed: original?.executed ?? 0,
    isSpent: false,
    ending: undefined,
    inSystem: undefined,
    uncontrolled: undefined,
    maps: undefined,
    outside: undefined,
    finished: false,
  };
  addTask(tree, main.pid, main).ordinal = tree.nextOrdinal++;
  return tree;
}
