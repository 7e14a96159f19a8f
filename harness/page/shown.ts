import { basename } from 'node:path';
import { counterexamplePath } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import { reproductionInWords, scenarioTexts, type Where } from '../report/counterexample.js';
import { violationInWords } from '../report/explanation.js';
import { evidenceLines, kept } from '../report/kept.js';
import { scheduleInWords } from '../report/schedule.js';
import { namesThreads } from '../execution/threads.js';
import { codeOf } from './code.js';
import type { PageCounterexample, PageTwin } from './data.js';
import type { Picture } from './picture.js';
import { pictureOf } from './picture-of.js';

/** A counterexample, and the executions that a page draws of it. */
export interface Shown {
  readonly counterexample: Counterexample;
  readonly execution: Execution;
  /** That of its twin, where the claim still holds there. */
  readonly twin?: Execution;
  readonly where: Where;
}

/** What a page shows of a counterexample. */
export function pageCounterexample({ counterexample, execution, twin, where }: Shown): PageCounterexample {
  const { claim, writer, schedule, violation, notes } = counterexample;
  const picture = pictureOf(execution, { ...violation, schedule });
  const code = codeOf(violation.steps);
  const { replay, file = counterexamplePath('.', counterexample) } = where;
  return {
    claim,
    writer,
    sentence: violationInWords(violation),
    scenario: scenarioTexts(counterexample),
    schedule: scheduleInWords(schedule, namesThreads(evidenceLines(counterexample))),
    picture,
    ...(code.length > 0 && { code }),
    ...(twin !== undefined &&
      counterexample.twin !== undefined && { twin: pageTwin(picture, counterexample.twin, twin) }),
    found: reproductionInWords(counterexample, where.seed),
    ...(replay !== undefined && { replay }),
    ...(notes !== undefined && { notes }),
    kept: kept(counterexample),
    file: basename(file),
  };
}

function pageTwin(picture: Picture, { change }: { readonly change: string }, execution: Execution): PageTwin {
  const twin = pictureOf(execution);
  const parts = partingOf(picture, twin);
  return { change, picture: twin, ...(parts !== undefined && { parts }) };
}

/** The number of the first step that two pictures have not in common. */
function partingOf(one: Pick<Picture, 'lanes' | 'steps'>, other: Pick<Picture, 'lanes' | 'steps'>): number | undefined {
  const told = ({ lanes, steps }: Pick<Picture, 'lanes' | 'steps'>): string[] =>
    steps.map(({ lane, text }) => `${lanes[lane]?.name} ${text}`);
  const [here, there] = [told(one), told(other)];
  const index = here.findIndex((text, at) => text !== there[at]);
  return index === -1 || index >= there.length ? undefined : index + 1;
}
