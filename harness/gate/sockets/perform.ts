import { calendarMs } from '../world/clock.js';
import { call as kernel, closeDescriptor, lastError } from '../kernel/call.js';

import { onDescriptor, statusFlags } from '../members/descriptors.js';
import { created } from '../world/directory.js';
import { changes, answerWith, reads, touch, performedByKernel, type Effect } from '../files/effect.js';
import { answerDescriptor, continueInKernel } from '../kernel/listener.js';
import { acceptedEnd, bindPort, connectPort, type OnLoopback } from './loopback.js';
import { giveAddress, unixName } from './address.js';
import { touchFolders } from '../files/names.js';
import { receive, send } from './transfer.js';
import { canGo, channelAt, onChannel } from './sockets.js';
import { statusAt, statusOf } from '../kernel/status.js';
import { text } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { errno } from '../kernel/errno.js';
import { openFlag, fcntl } from '../kernel/flags.js';
import { bindTo, connectTo } from '../kernel/socket.js';
import { underMask } from '../kernel/umask.js';

/** Performs a held call on a socket; `would-block` when it would have to wait. At most `limit` bytes are sent. */
export function performOnSocket(world: World, call: DecodedCall, limit: number): Effect | 'would-block' {
  if (!canGo(call)) return 'would-block';
  const { sockets } = world;
  if (sockets === undefined) return performedByKernel(call, []);
  const [first = 0] = call.notification.values;
  const performed = onDescriptor(call.process, first | 0, ({ descriptor, shared }, { inode }) => {
    const end = sockets.ends.get(inode);
    if (call.step.call === 'close') return end ?? 'unknown';
    if (!shared) return undefined;
    const on: OnLoopback = { sockets, call, descriptor, end };
    const isPath = call.paths.length > 0;
    switch (call.step.call) {
      case 'bind':
        return isPath ? bind(world, on, inode) : bindPort(on);
      case 'connect':
        return isPath ? connect(world, on, inode) : connectPort(on);
      case 'accept':
        return accept(on);
      case 'send':
        return isPath ? sendToPath(world, on, limit) : send(on, limit);
      case 'receive':
        return receive(on);
      default:
        return simply(on);
    }
  });
  if (performed === undefined) return performedByKernel(call, []);
  if (performed !== 'unknown' && (performed === 'would-block' || 'result' in performed)) return performed;
  // Our duplicate is closed by now; otherwise the socket would stay open after its owner has closed it.
  continueInKernel(call.notification);
  return { result: { value: 0 }, footprint: performed === 'unknown' ? [] : onChannel(performed.channel) };
}

/** A call that needs nothing but its numbers: listen and shutdown. */
function simply({ call, descriptor, end }: OnLoopback): Effect {
  const [, second = 0] = call.notification.values;
  const result = answerWith(call, kernel(call.step.call === 'listen' ? 'listen' : 'shutdown', descriptor, second));
  return { result, footprint: onChannel(end?.channel) };
}

function bind(world: World, { sockets, call, descriptor }: OnLoopback, inode: number): Effect | undefined {
  const { directory, clock } = world;
  const [path = ''] = call.paths;
  const [name = ''] = call.names;
  const address = unixName(path);
  if (address === undefined || directory === undefined) return undefined;
  const result = answerWith(
    call,
    underMask(call.process.umask, () => bindTo(descriptor, address)),
  );
  if (!('value' in result)) return { result, footprint: [reads(`entry:${text(name)}`)] };
  const status = statusAt(path, false);
  touch(world, path);
  touchFolders(world, [path]);
  const made = status === undefined ? undefined : created(directory, status, name, calendarMs(clock));
  const channel = String(made?.ordinal ?? '?');
  sockets.ends.set(inode, { channel, name, member: call.step.process });
  return { result, footprint: [changes(`entry:${text(name)}`), ...onChannel(channel)] };
}

function connect(
  world: World,
  { sockets, call, descriptor }: OnLoopback,
  inode: number,
): Effect | 'would-block' | undefined {
  const [path = ''] = call.paths;
  const [name = ''] = call.names;
  const status = statusAt(path, true);
  const address = unixName(path);
  if (address === undefined || world.directory === undefined) return undefined;
  const done = withoutWaiting(call, descriptor, () => connectTo(descriptor, address));
  if (done === 'would-block') return 'would-block';
  const result = answerWith(call, done);
  const channel = status === undefined ? undefined : channelAt(world.directory, status.inode);
  if ('value' in result && channel !== undefined) sockets.ends.set(inode, { channel, name, member: call.step.process });
  return { result, footprint: [reads(`entry:${text(name)}`), ...onChannel(channel)] };
}

/** Sends something to a socket that has a name in the directory. */
function sendToPath(world: World, on: OnLoopback, limit: number): Effect | 'would-block' | undefined {
  const [path = ''] = on.call.paths;
  const status = statusAt(path, true);
  const address = unixName(path);
  if (address === undefined || world.directory === undefined) return undefined;
  const channel = status === undefined ? undefined : channelAt(world.directory, status.inode);
  return send(on, limit, { address, channel });
}

/** Accepts a connection here and hands it over, so that it is known as one of the execution's. */
function accept({ sockets, call, descriptor, end }: OnLoopback): Effect | 'would-block' {
  const { notification, name, process, step } = call;
  const [, address = 0, lengthAt = 0, fourth = 0] = notification.values;
  const flags = name === 'accept4' ? fourth : 0;
  const footprint = onChannel(end?.channel);
  const accepted = withoutWaiting(call, descriptor, () =>
    kernel('accept4', descriptor, 0, 0, flags | openFlag.closeOnExec),
  );
  if (accepted === 'would-block') return 'would-block';
  if (accepted < 0) return { result: answerWith(call, accepted), footprint };
  try {
    const made = statusOf(accepted);
    const own = end === undefined ? undefined : acceptedEnd(sockets, accepted, end, step.process);
    if (made !== undefined && own !== undefined) sockets.ends.set(made.inode, own);
    giveAddress(process.pid, address, lengthAt, own?.network?.peer);
    const error = answerDescriptor(notification, accepted, (flags & openFlag.closeOnExec) !== 0);
    return { result: error === undefined ? { value: 0 } : { error }, footprint };
  } finally {
    closeDescriptor(accepted);
  }
}

/** Makes a call on a socket that could wait, without waiting, and finds that the process would have to. */
function withoutWaiting({ process }: DecodedCall, socket: number, make: () => number): number | 'would-block' {
  const flags = statusFlags(process, socket, { descriptor: socket, shared: true });
  if ((flags & openFlag.nonBlocking) !== 0) return make();
  kernel('fcntl', socket, fcntl.setFlags, flags | openFlag.nonBlocking);
  const result = make();
  const error = result < 0 ? lastError() : 0;
  kernel('fcntl', socket, fcntl.setFlags, flags);
  if (error === errno.EAGAIN) return 'would-block';
  // The error that the caller reads is that of the last call, which has to be the one that failed.
  return result < 0 ? make() : result;
}
