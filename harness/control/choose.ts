import { nextWake, undisturbed, type Choose, type HeldStep, type Session } from '../gate/index.js';
import { newAnchors } from '../anchor.js';
import type { Scheduler } from '../schedulers/scheduler.js';

/** Has a scheduler decide what the gate lets go: it is given the names of steps, and the order that is usual. */
export function chooseBy(scheduler: Scheduler, session: Session): Choose {
  const anchors = newAnchors();
  const deferred = new Set<string>();
  let resting = false;

  return (states, current) => {
    const [first, ...others] = states.flatMap((state) => (state.state === 'ready' ? state.steps : []));
    if (resting || first === undefined) return undisturbed(states, current);

    const ready: [HeldStep, ...HeldStep[]] = [first, ...others];
    const usual = ready.find(({ process }) => process === current) ?? first;
    const anchor = anchors.of(usual);
    const mayTick = !deferred.has(JSON.stringify(anchor));
    const untilMs = nextWake(states);
    const nowMs = session.nowMs();
    const wakes = untilMs === Infinity ? {} : { wakesInMs: untilMs - nowMs };
    const choice = scheduler.choose({ ready, usual, anchor, mayTick, nowMs, ...wakes });

    if (choice.kind === 'tick') return { tickToMs: nowMs + choice.byMs };
    if (choice.kind === 'rest') {
      resting = true;
      return undisturbed(states, current);
    }
    const { step } = choice;
    if (step !== usual) deferred.add(JSON.stringify(anchor));
    anchors.taken(step);
    return { process: step.process, thread: step.thread };
  };
}
