import { openSession } from '../gate/index.js';
import { newDirectories, type Directories } from '../processes/directory.js';
import { logrotateMember } from './logrotate.js';
import type { Control, ControlOptions } from './controlled.js';
import { memberOf } from './member.js';
import { openProgramControl } from './program-control.js';
import { runOnce } from './run-once.js';
import { tellingMember } from './telling-member.js';
import { openToldControl } from './told-control.js';
import { assureBuilt } from '../writers/foreign/build.js';
import { isToldAtStart } from '../writers/writer-program.js';
import { lengthened } from '../limits.js';

const usualLimitMs = 10_000;
const defaultStepLimit = 100_000;

/** Starts a writer's processes under the gate. All of it blocks its thread. */
export function openControl(options: ControlOptions): Control {
  const { asIs, build } = options.writer;
  if (build !== undefined) assureBuilt(build);
  if (asIs !== undefined) return openProgramControl(options, asIs);
  if (isToldAtStart(options.writer)) return openToldControl(options);
  const {
    writer,
    processes,
    logrotate = false,
    profile = 'std',
    limitMs = lengthened(usualLimitMs),
    stepLimit = defaultStepLimit,
    processor,
    endMs = Infinity,
    tellsData = false,
    shares = false,
    stacks,
  } = options;
  const usual = memberOf(writer);
  const member = stacks === undefined ? usual : tellingMember(usual, stacks.folder);
  const members = [...Array.from({ length: processes }, () => member), ...(logrotate ? [logrotateMember()] : [])];
  let directories: Directories | undefined;
  const opened = openSession({
    members,
    granularity: profile,
    limitMs,
    endMs,
    shares: shares && stacks === undefined,
    ...(processor !== undefined && { processor }),
  });
  const session = stacks?.watched(opened) ?? opened;
  return {
    run: (scenario, scheduler, most = stepLimit, tells = tellsData) =>
      runOnce({
        writer,
        session,
        directory: (directories ??= newDirectories()).next(),
        scenario,
        scheduler,
        limitMs,
        stepLimit: most,
        tellsData: tells,
      }),
    grow(wanted) {
      if (logrotate) throw new Error('Beside logrotate, a control has as many processes as it was opened with.');
      for (let there = session.states().length; there < wanted; there++) session.add(member);
    },
    renew(scenario) {
      // What a scenario does not use stays as it is: some take a second to start.
      const used = logrotate ? session.states().length : Math.min(scenario.processes, session.states().length);
      for (let process = 0; process < used; process++) session.replace(process);
    },
    endBy: session.endBy,
    close() {
      session.close();
      directories?.remove();
    },
  };
}
