import { orderOf } from '../processes/order.js';
import { environmentOf, filledIn, valuesOf } from '../processes/told-in-words.js';
import { lineWithOwnFiles } from '../scenario/own-files.js';
import { liveName } from '../execution/log-names.js';
import type { Member } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Control, ControlOptions } from './controlled.js';
import { memberOf } from './member.js';
import { prepareDirectory } from './program-directory.js';
import { partsOf, programMember, shellLine } from './program-members.js';
import { openProgramSessions } from './program-sessions.js';
import { runTold } from './run-told.js';
import { lengthened } from '../limits.js';

const usualLimitMs = 10_000;
const defaultStepLimit = 100_000;

/**
 * A writer whose processes are started for each execution, since their words and their environment tell them what to do, or since
 * other programs run beside them. Those that read lines of JSON find one on their standard input, and then its end.
 */
export function openToldControl(options: ControlOptions): Control {
  const { writer, profile = 'std', limitMs = lengthened(usualLimitMs), stepLimit = defaultStepLimit } = options;
  const beside = writer.beside ?? [];
  const { sessionFor, renew, endBy, close } = openProgramSessions(
    {
      keyOf: (scenario) => JSON.stringify(scenario),
      stage: (scenario, directory) => ({
        members: [...writersOf(writer, scenario, directory), ...helpersOf(beside, scenario, directory)],
        parts: partsOf({ with: beside }, scenario),
        prepare: () => prepareDirectory(directory, { file: liveName }, scenario.records),
      }),
    },
    { ...options, profile, limitMs },
  );
  return {
    run: (scenario, scheduler, most = stepLimit) =>
      runTold({ writer, scenario, scheduler, limitMs, stepLimit: most }, sessionFor(scenario)),
    grow: () => undefined,
    renew,
    endBy,
    close,
  };
}

function writersOf(writer: WriterProgram, scenario: Scenario, directory: string): readonly Member[] {
  const member = memberOf(writer);
  return Array.from({ length: scenario.processes }, (_, process) => {
    const order = orderOf(scenario, process, directory);
    const values = valuesOf(order, scenario.processes);
    const told = { ...member, env: { ...member.env, ...environmentOf(values) }, program: true } as const;
    if (writer.lines !== true) return { ...told, input: `${JSON.stringify(order)}\n` };
    const [file, ...words] = member.command;
    const command: Member['command'] = [file, ...words.map((word) => filledIn(word, values))];
    return { ...told, command, input: order.records.map((record) => `${record}\n`).join('') };
  });
}

/** What runs beside the writers takes place in the directory of the execution, as beside programs as they are. */
function helpersOf(beside: readonly string[], scenario: Scenario, directory: string): readonly Member[] {
  return beside.map((line, index) => {
    const process = scenario.processes + index;
    const values = valuesOf(orderOf({ ...scenario, records: 0 }, process, directory), scenario.processes);
    const records = String(scenario.records);
    return programMember(shellLine(lineWithOwnFiles(line, liveName)), { ...values, dir: directory, records });
  });
}
