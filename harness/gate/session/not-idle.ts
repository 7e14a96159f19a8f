import { memberState } from '../state.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Why a member that was started does not read its first line, in two sentences; the second is what it has printed. */
export function whyNotIdle(world: World, tree: Tree, limitMs: number): string {
  const said = world.events
    .map((event) => (event.kind === 'printed' && event.process === tree.ordinal ? event.text : ''))
    .join('');
  const command = tree.member.command.join(' ');
  const does = doing(world, tree, limitMs);
  return `Process ${tree.ordinal} (${command}) cannot be used: it ${does} instead of reading its first line from standard input. It said: ${said || 'nothing'}`;
}

function doing(world: World, tree: Tree, limitMs: number): string {
  const state = memberState(world, tree);
  switch (state.state) {
    case 'ended':
      return `has ended with ${state.signal ?? `exit status ${state.code}`}`;
    case 'sleeping':
      return sleeping(tree);
    case 'waiting':
      return `waits in ${state.doing}`;
    case 'uncontrolled': {
      const what = state.doing === 'computing' ? 'computes without a call' : `is busy in ${state.doing}`;
      return `${what} for ${limitMs / 1000} s`;
    }
    case 'ready':
    case 'blocked':
    case 'idle':
      return `is ${state.state}`;
  }
}

/** It was given time, and has not come to its first line. */
function sleeping(tree: Tree): string {
  const waits = [...tree.tasks.values()].flatMap(({ parked }) => (parked?.kind === 'wait' ? [parked.on.kind] : []));
  if (waits.some((kind) => kind === 'descriptors' || kind === 'sets' || kind === 'events'))
    return 'polls something with a time-out, or has a timer that goes off again and again,';
  return waits.includes('time') ? 'sleeps again and again at its start' : 'waits for a time';
}
