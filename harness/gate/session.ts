import { copyOf, endOriginal, isThere, originalOf, type Original } from './members/copy.js';
import { closeDescriptor, mustCall, put } from './kernel/call.js';
import { at } from './kernel/native.js';
import { calendarMs, newClock, restart, seenBy, tick as tickClock } from './world/clock.js';
import { openDirectory } from './world/directory.js';
import { forget } from './members/process-tracking.js';
import { buildFilter, onlySockets, type Granularity } from './launch/filter.js';
import { feed } from './members/input.js';
import { launcher } from './launch/launcher.js';
import { continueInKernel } from './kernel/listener.js';
import { alsoOn } from './files/effect.js';
import { nameNow } from './files/decode.js';
import { mayGiveUp } from './files/grants.js';
import { endMember, startMember, withStreams } from './members/member.js';
import { perform, type Answer } from './perform.js';
import { pin } from './kernel/processor.js';
import { settle } from './settle.js';
import { memberState, onlyHolder, taskAt, type MemberState } from './state.js';
import { unpark, type Task, type Tree } from './world/tree.js';
import { closedBy, leavesOpen } from './sockets/sockets.js';
import { setOff } from './time/timers.js';
import { setTime } from './time/vdso.js';
import { stepDone, type Access, type HeldStep } from './world/step.js';
import type { GateEvent } from './world/events.js';
import type { World } from './world/world.js';
import type { Member } from './world/member.js';
import { noSockets } from './world/sockets.js';

export interface SessionOptions {
  readonly members: readonly Member[];
  readonly profile?: Granularity;
  /** How long a member may take to settle, in real milliseconds, before it is uncontrolled. 5,000 unless told. */
  readonly limitMs?: number;
  /**
   * The number of a processor to keep this thread and its members on. Only one of them runs at a time, and they hand
   * over to each other half as fast again where they need not move.
   */
  readonly processor?: number;
  /** Seeds what members get from the system's random sources; each execution starts from it anew. */
  readonly seed?: number;
}

/**
 * One execution: the directory of its log, and for each member the line of JSON that it is given, or undefined for
 * none.
 */
export interface Beginning {
  readonly directory: string;
  readonly lines: readonly (string | undefined)[];
}

/**
 * Members under the gate. Each call returns when all members have settled again; it blocks its thread meanwhile.
 * Between calls nothing in any member moves, and neither does the clock.
 */
export interface Session {
  /** Restarts the clock, forgets what came before, and gives each member its line. */
  readonly begin: (beginning: Beginning) => void;
  readonly states: () => readonly MemberState[];
  /** Performs a held step; false when it is a lock that cannot be had, which leaves everything as it was. */
  readonly release: (step: HeldStep, answer?: Answer) => boolean;
  /** Releases up to `times` more steps of a process, as long as it holds just one and that can go; gives how many. */
  readonly runOn: (process: number, times: number) => number;
  /** The virtual time, in milliseconds since 1970, whatever anybody has set the calendar to. */
  readonly nowMs: () => number;
  /** Moves the clock forward and wakes those whose time has come. */
  readonly tick: (toMs: number) => void;
  /** Sets the calendar by so much ahead, or back, for one member or for all and their files; nobody wakes of it. */
  readonly setClock: (byMs: number, process?: number) => void;
  /** Ends a member's standard input, so that it exits when it is idle; it is not used for another execution. */
  readonly endInput: (process: number) => void;
  /** Kills a member and all its descendants as they stand; its state is `ended` from then on. */
  readonly kill: (process: number) => void;
  /**
   * What has happened since the last call of this, in order: the steps that took effect, the text that was printed, the
   * kills and the clock's moves.
   */
  readonly events: () => readonly GateEvent[];
  /**
   * Ends the execution: each member that does not wait for its next line, or has children left, is killed, and a new
   * one started in its place.
   */
  readonly end: () => void;
  /** Starts one more member, between two executions. */
  readonly add: (member: Member) => void;
  /** Kills one member, if it still lives, and starts a new one in its place. */
  readonly replace: (process: number) => void;
  /** Kills all members and gives everything back. */
  readonly close: () => void;
}

/** Starts members under the gate and waits until each has settled for the first time. Call `gateSupport` before. */
export function openSession({
  members,
  profile = 'std',
  limitMs = 5000,
  seed = 0,
  processor,
}: SessionOptions): Session {
  const unpin = processor === undefined ? undefined : pin(processor);
  const image = launcherImage(buildFilter(profile));
  const world: World = { clock: newClock(), directory: undefined, events: [], grants: [], sockets: undefined };
  const trees: Tree[] = [];
  const originals: (Original | undefined)[] = [];
  const start = (ordinal: number, member: Member): void => {
    const earlier = originals[ordinal];
    if (earlier !== undefined) endOriginal(earlier);
    originals[ordinal] = undefined;
    const tree = startMember(image, ordinal, member);
    tree.random.state = seed + ordinal;
    trees[ordinal] = tree;
    settle(world, tree, limitMs);
    if (memberState(world, tree).state !== 'idle') throw new Error(notIdle(world, tree));
    originals[ordinal] = member.copyable === true ? originalOf(tree) : undefined;
    copy(ordinal);
  };
  const copy = (ordinal: number): void => {
    const original = originals[ordinal];
    if (original === undefined) return;
    const tree = withStreams((ends) => copyOf(world, original, ends));
    trees[ordinal] = tree;
    showTime(world, tree);
    settle(world, tree, limitMs);
  };
  /** What one member does with a socket may be what another waits for. */
  const recheckOthers = (moved: Tree): void => {
    if (world.sockets === undefined || world.sockets.ends.size === 0) return;
    // Who goes on because of it may end, or close what others wait for, without taking a step.
    let last = moved;
    for (let index = 0, still = 0; still < trees.length; index = (index + 1) % trees.length, still++) {
      const tree = trees[index];
      if (tree === undefined || tree === last || finished.has(tree)) continue;
      if (!recheck(world, tree, limitMs)) continue;
      last = tree;
      still = 0;
    }
  };
  const close = (): void => {
    for (const tree of trees) if (!originals.some((original) => original?.tree === tree)) finish(tree);
    for (const original of originals) if (original !== undefined) endOriginal(original);
    trees.length = 0;
    originals.length = 0;
    closeDescriptor(image);
    unpin?.();
  };
  const replace = (process: number): void => {
    const old = treeAt(trees, process);
    finish(old);
    const original = originals[process];
    if (original !== undefined && isThere(original)) copy(process);
    else start(process, old.member);
  };
  try {
    members.forEach((member, ordinal) => start(ordinal, member));
  } catch (error) {
    close();
    throw error;
  }
  return {
    begin: ({ directory, lines }) => {
      const earlierMs = world.clock.nowMs;
      restart(world.clock);
      for (const tree of trees)
        tree.timers = tree.timers.map((timer) => ({ ...timer, atMs: timer.atMs - earlierMs + world.clock.nowMs }));
      world.directory = openDirectory(directory, calendarMs(world.clock));
      world.events = [];
      world.grants = [];
      world.sockets = noSockets(new Set(onlySockets(profile)));
      for (const tree of trees) refresh(world, tree, seed + tree.ordinal);
      for (const tree of trees) {
        const line = lines[tree.ordinal];
        if (line !== undefined) giveLine(world, tree, line, limitMs);
      }
    },
    states: () => trees.map((tree) => memberState(world, tree)),
    release: (step, answer) => {
      const tree = treeAt(trees, step.process);
      const released = releaseStep(world, tree, taskAt(tree, step), limitMs, answer);
      recheckOthers(tree);
      return released;
    },
    runOn: (process, times) => {
      const tree = treeAt(trees, process);
      let released = 0;
      for (; released < times; released++) {
        const task = onlyHolder(tree);
        if (task === undefined || !releaseStep(world, tree, task, limitMs, undefined)) break;
        recheckOthers(tree);
      }
      return released;
    },
    nowMs: () => world.clock.nowMs,
    tick: (toMs) => {
      world.events.push({ kind: 'ticked', byMs: toMs - world.clock.nowMs });
      tickClock(world.clock, toMs);
      for (const tree of trees) showTime(world, tree);
      for (const tree of trees) {
        setOff(world, tree);
        tree.mustRecheck = true;
        settle(world, tree, limitMs);
        recheckOthers(tree);
      }
    },
    setClock: (byMs, process) => {
      world.events.push({ kind: 'clock-set', byMs, ...(process !== undefined && { process }) });
      const whose = process === undefined ? world.clock : treeAt(trees, process);
      whose.aheadMs += byMs;
      for (const tree of trees) showTime(world, tree);
    },
    endInput: (process) => {
      const tree = treeAt(trees, process);
      tree.input.last = true;
      readOn(world, tree, limitMs);
      recheckOthers(tree);
    },
    kill: (process) => {
      world.events.push({ kind: 'killed', process });
      finish(treeAt(trees, process));
      recheckOthers(treeAt(trees, process));
    },
    events: () => {
      const { events } = world;
      world.events = [];
      return events;
    },
    end: () => {
      for (const tree of trees) if (!isReusable(world, tree)) replace(tree.ordinal);
      world.directory = undefined;
    },
    add: (member) => start(trees.length, member),
    replace,
    close,
  };
}

function notIdle(world: World, tree: Tree): string {
  const { state } = memberState(world, tree);
  const said = world.events
    .map((event) => (event.kind === 'printed' && event.process === tree.ordinal ? event.text : ''))
    .join('');
  const command = tree.member.command.join(' ');
  return `Process ${tree.ordinal} (${command}) cannot be used: it is ${state} instead of reading its first line from standard input. It said: ${said || 'nothing'}`;
}

function launcherImage(filter: Buffer): number {
  const image = mustCall('memfd_create', put(at.path, Buffer.from('logtorture-launcher\0')), 1);
  const bytes = launcher(filter);
  mustCall('pwrite64', image, put(at.data, bytes), bytes.length, 0);
  return image;
}

function treeAt(trees: readonly Tree[], process: number): Tree {
  const tree = trees[process];
  if (tree === undefined)
    throw new Error(`The session has no process ${process}: it has ${trees.length}, counted from 0.`);
  return tree;
}

function isReusable(world: World, tree: Tree): boolean {
  if (tree.input.last) return false;
  const alive = [...tree.processes.values()].filter(({ ended }) => !ended);
  return alive.length === 1 && memberState(world, tree).state === 'idle' && !leavesOpen(world, tree);
}

const finished = new WeakSet<Tree>();

function finish(tree: Tree): void {
  if (finished.has(tree)) return;
  finished.add(tree);
  endMember(tree);
}

/** Makes a member that stays from one execution to the next look as new as it can. */
function refresh(world: World, tree: Tree, seed: number): void {
  forget(tree);
  tree.random.state = seed;
  tree.aheadMs = 0;
  for (const stream of tree.streams) {
    stream.kept = 0;
    stream.cut = false;
  }
  tree.nextOrdinal = Math.max(0, ...[...tree.tasks.values()].map(({ ordinal }) => ordinal + 1));
  showTime(world, tree);
}

function showTime({ clock }: World, tree: Tree): void {
  for (const { pid, ended, clockCode } of tree.processes.values())
    if (!ended && clockCode !== undefined) setTime(pid, clockCode, seenBy(clock, tree));
}

/** Has a member look again for what it waits for; whether it went on. */
function recheck(world: World, tree: Tree, limitMs: number): boolean {
  const before = [...tree.tasks.values()].map(({ parked }) => parked);
  tree.mustRecheck = true;
  settle(world, tree, limitMs);
  const after = [...tree.tasks.values()].map(({ parked }) => parked);
  return before.length !== after.length || before.some((parked, index) => parked !== after[index]);
}

function giveLine(world: World, tree: Tree, line: string, limitMs: number): void {
  tree.input.pending = Buffer.concat([tree.input.pending, Buffer.from(`${line}\n`)]);
  readOn(world, tree, limitMs);
}

/** Lets a member go on that reads its standard input, where something has come. */
function readOn(world: World, tree: Tree, limitMs: number): void {
  feed(tree.input);
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'input') continue;
    continueInKernel(task.parked.notification);
    unpark(tree, task);
    break;
  }
  tree.mustRecheck = true;
  settle(world, tree, limitMs);
}

function releaseStep(world: World, tree: Tree, task: Task, limitMs: number, answer: Answer | undefined): boolean {
  const { parked } = task;
  if (parked?.kind !== 'step') return false;
  const { step } = parked.call;
  const locks = mayGiveUp(world, step.process);
  const effect = perform(world, parked.call, answer);
  if (effect === 'would-block') return false;
  const last = answer !== undefined && 'thenKill' in answer;
  const isImposed = answer !== undefined && ('error' in answer || 'value' in answer || 'shortBytes' in answer);
  const index = world.events.length;
  const done = stepDone(step, task.ordinal, locks.length === 0 ? effect : alsoOn(effect, locks));
  const now = nameNow(parked.call);
  const renamed = now === undefined || now === step.path ? done : { ...done, now };
  world.events.push(isImposed ? { ...renamed, imposed: true } : renamed);
  unpark(tree, task);
  // Whatever it does meanwhile, it comes no further than its next call.
  if (last) {
    world.events.push({ kind: 'killed', process: step.process });
    finish(tree);
  } else settle(world, tree, limitMs);
  if (tree.main.ended) alsoTouches(world, closedBy(world, step.process), index);
  return true;
}

/** Adds to what a step touched, once it is known what came of it. */
function alsoTouches({ events }: World, more: readonly Access[], index: number): void {
  const event = events[index];
  if (event?.kind === 'step' && more.length > 0) events[index] = { ...event, ...alsoOn(event, more) };
}
