import type { Notification } from '../kernel/listener.js';
import type { Row, SystemCall } from '../kernel/syscalls.js';
import type { Task, Tree } from './tree.js';
import type { World } from './world.js';

/** A call that a task has entered and waits in, until it is answered or the kernel is told to do it. */
export interface HeldCall {
  readonly world: World;
  readonly tree: Tree;
  readonly task: Task;
  readonly notification: Notification;
  readonly name: SystemCall;
  readonly row: Row;
}
