import { OutOfTime, steadyMs } from '../../limits.js';
import type { Clock } from './clock.js';
import type { Directory } from './directory.js';
import type { GateEvent } from './events.js';
import type { Grant } from './grant.js';
import type { Process } from './process.js';
import type { Sockets } from './sockets.js';
import type { SystemObject } from './system-object.js';
import type { Tree } from './tree.js';

/** A process that lives, and the member that it belongs to. */
export interface Living {
  readonly tree: Tree;
  readonly process: Process;
}

/** What all members of an execution share. */
export interface World {
  readonly clock: Clock;
  directory: Directory | undefined;
  /** When, on the steady clock, all that is under way must have ended; whoever asks for an execution sets it. */
  endMs: number;
  /** What has happened since it was last asked for, in order. */
  events: GateEvent[];
  grants: Grant[];
  /** How often in a row those that wait in loops were let go because nobody else could go. */
  rounds: number;
  /** Whether steps tell which child takes them, and what writes have written. */
  readonly tellsAll: boolean;
  /** Whether steps tell what writes have written, whoever takes them; each execution says so anew. */
  tellsData: boolean;
  /** Which looks at a file's status are steps: none, those at paths, or also those at descriptors. */
  readonly looks: 'none' | 'paths' | 'all';
  /** What a process goes by whose number is given, where it is one of these. */
  readonly nameOfPid: (pid: number) => string | undefined;
  /** The process that goes by a number that is not its own, where there is one. */
  readonly goingBy: (number: number) => Process | undefined;
  /** The processes of all members that have not ended. */
  readonly living: () => readonly Living[];
  /** A process has sent a signal, which may be for another member; until all have looked whether they got it. */
  isSignalled: boolean;
  /** There are pipes with names, somebody is told of what happens in a folder, or waits for memory that others share: any step may end another member's wait. */
  mayBringNews: boolean;
  /** Has all other members look again for what they wait for, while one is about to wake them. */
  readonly lookAgain: (waking: Tree) => void;
  /** What members have made of the system's own, to be removed once they have ended and the execution with them. */
  made: readonly SystemObject[];
  /** With what the names begin of what members make of the system's own. */
  readonly ownNames: string;
  /** The sockets of the execution that runs. */
  sockets: Sockets | undefined;
}

/** @throws {OutOfTime} when all must have ended by now. */
export function assertInTime({ endMs }: World): void {
  if (steadyMs() > endMs) throw new OutOfTime('its processes were still going on');
}
