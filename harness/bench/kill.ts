import { memberOf } from '../control/member.js';
import { execute, openSession, undisturbed, type Choose, type Session } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import { orderOf } from '../processes/order.js';
import { printRates, type Way } from './rates.js';
import { small, writerFor } from './subjects.js';

const processes = 2;

/**
 * What a kill costs: executions a second without a kill; with one kill each, after which a copy takes the killed one's
 * place; and with one kill each, after which a new process is started.
 */
export async function benchKill(): Promise<void> {
  const sessions = [true, false].map((copyable) => openSession({ members: membersThat(copyable), processor: 1 }));
  const [copying, starting] = sessions;
  if (copying === undefined || starting === undefined) return;
  await printRates('size 2 × 2 on one processor', [
    way('no process is killed', copying, () => undisturbed),
    way('one is killed, and another copied', copying, inTurn),
    way('one is killed, and another started', starting, inTurn),
  ]);
  for (const session of sessions) session.close();
}

function membersThat(copyable: boolean): Parameters<typeof openSession>[0]['members'] {
  return Array.from({ length: processes }, () => ({ ...memberOf(writerFor('size')), copyable }));
}

/** Each process has its turn, as in a search. */
const inTurn = (execution: number): Choose => killing(execution % processes);

/** Kills a process when it has written its first record. */
function killing(process: number): Choose {
  return (states, current) => {
    const state = states[process];
    const writes = state?.state === 'ready' && state.steps[0]?.call === 'write';
    return writes ? { process, answer: { thenKill: true } } : { ...undisturbed(states, current), times: 1 };
  };
}

/** @param chooseFor what an execution with a number chooses. */
function way(name: string, session: Session, chooseFor: (execution: number) => Choose): Way {
  let execution = 0;
  return { name, seconds: 1, warmUpSeconds: 3, execute: () => runOnce(session, chooseFor(execution++)) };
}

function runOnce(session: Session, choose: Choose): void {
  const directory = newDirectory();
  const lines = Array.from({ length: processes }, (_, process) =>
    JSON.stringify(orderOf(small, process, directory.path)),
  );
  execute(session, { directory: directory.path, lines, choose });
  session.end();
  directory.remove();
}
