import { openRemoteControl } from '../control/remote.js';
import type { Execution } from '../execution/execution.js';
import { isInterrupted } from '../processes/ending/interruption.js';
import { programMistakes } from '../report/program-mistakes.js';
import { triedInWords } from '../report/tried-program.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { errorMessage } from '../words.js';
import type { ProgramWriter } from '../writers/program-writer.js';
import { trialScenario } from './program-trial.js';

/** Runs one copy of a program as it is once, and says what came of it; gives the exit status. */
export async function validateProgram(program: ProgramWriter): Promise<number> {
  let execution: Execution;
  try {
    execution = await runUndisturbed(program);
  } catch (error) {
    if (isInterrupted()) throw error;
    console.log(errorMessage(error));
    return 1;
  }
  const mistakes = programMistakes(execution);
  if (mistakes.length > 0) console.log(mistakes.map((mistake) => `${program.name}: ${mistake}`).join('\n'));
  else console.log(triedInWords(execution));
  return mistakes.length > 0 ? 1 : 0;
}

async function runUndisturbed(program: ProgramWriter): Promise<Execution> {
  const remote = await openRemoteControl({ writer: program, processes: 1 });
  try {
    const plan = { kind: 'schedule', schedule: undisturbedSchedule } as const;
    const { execution } = await remote.run(trialScenario(program), plan);
    return execution;
  } finally {
    await remote.close();
  }
}
