import { call, closeDescriptor, put } from './call.js';
import { messageFlag, openFlag } from './flags.js';
import { at, native } from './native.js';

const netlink = { family: 16, type: 3, diagnoses: 4 };
/** SOCK_DIAG_BY_FAMILY, and NLM_F_REQUEST. */
const asksForSocket = { type: 20, flags: 1 };
/** UDIAG_SHOW_PEER, and UNIX_DIAG_PEER. */
const peer = { shown: 4, attribute: 2 };
const headBytes = 16;
const asked = { bytes: 40, family: 16, states: 20, inode: 24, shown: 28, cookie: 32 };
/** Where in the answer (struct unix_diag_msg) the attributes begin. */
const attributes = headBytes + 16;
const unix = 1;
const mostBytes = 256;

/** The inode of the Unix socket that one is connected to; undefined where it is to none, or the kernel does not tell. */
export function peerOf(inode: number): number | undefined {
  const socket = call('socket', netlink.family, netlink.type | openFlag.closeOnExec, netlink.diagnoses);
  if (socket < 0) return undefined;
  const request = Buffer.alloc(asked.bytes);
  request.writeUInt32LE(asked.bytes, 0);
  request.writeUInt16LE(asksForSocket.type, 4);
  request.writeUInt16LE(asksForSocket.flags, 6);
  request.writeUInt8(unix, asked.family);
  request.writeUInt32LE(0xffff_ffff, asked.states);
  request.writeUInt32LE(inode, asked.inode);
  request.writeUInt32LE(peer.shown, asked.shown);
  request.fill(0xff, asked.cookie);
  const sent = call('sendto', socket, put(at.small, request), request.length, 0, 0, 0);
  // The answer is there when it is sent.
  const got = sent < 0 ? -1 : call('recvfrom', socket, native().base + at.small, mostBytes, messageFlag.dontWait, 0, 0);
  closeDescriptor(socket);
  return got < attributes ? undefined : peerIn(native().bytes.subarray(at.small, at.small + got));
}

function peerIn(answer: Buffer): number | undefined {
  if (answer.readUInt16LE(4) !== asksForSocket.type) return undefined;
  for (let place = attributes; place + 8 <= answer.length;) {
    const length = answer.readUInt16LE(place);
    if (length < 4) return undefined;
    if (answer.readUInt16LE(place + 2) === peer.attribute) return answer.readUInt32LE(place + 4);
    place += (length + 3) & ~3;
  }
  return undefined;
}
