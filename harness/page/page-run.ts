import { stripVTControlCharacters } from 'node:util';
import { noRecordLost } from '../claims/index.js';
import { judge } from '../claims/judge.js';
import type { Execution } from '../execution/execution.js';
import { violationInWords } from '../report/explanation.js';
import { executionInWords } from '../report/run.js';
import type { Schedule } from '../schedule/schedule.js';
import { explainingSteps } from '../search/explanation.js';
import type { PageRun } from './data.js';
import { pictureOf } from './picture-of.js';

/** What a page shows of a controlled run; of one that loses a record, how the first one was lost. */
export function pageRun(execution: Execution, schedule: Schedule, about: Pick<PageRun, 'title' | 'again'>): PageRun {
  const [violation] = judge(noRecordLost, execution) ?? [];
  const text = stripVTControlCharacters(executionInWords(execution));
  if (violation === undefined) return { ...about, picture: pictureOf(execution), text };
  const explained = { ...violation, steps: explainingSteps(execution, schedule, violation), schedule };
  return { ...about, sentence: violationInWords(explained), picture: pictureOf(execution, explained), text };
}
