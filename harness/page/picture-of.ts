import { recordKey } from '../scenario/record.js';
import type { Violation } from '../claims/invariant.js';
import type { ExplainingStep } from '../counterexample/counterexample.js';
import { accountOf, nameOf } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { liveName } from '../execution/log-names.js';
import { stepInWords } from '../execution/step-in-words.js';
import { withoutLoneThreads } from '../execution/threads.js';
import { ownerOf } from '../gate/index.js';
import { sharedDate } from '../report/dates.js';
import { columnsOf } from '../report/interleaving.js';
import { rowsOf } from '../report/rows.js';
import { filesAlong } from './files-along.js';
import { gathered } from './gathered.js';
import { labelsOf } from './line-labels.js';
import { scheduleInWords } from '../report/schedule.js';
import type { Schedule } from '../schedule/schedule.js';
import { gapOf } from '../search/gap.js';
import type { Lane, Moment, Picture, PictureLine, PictureRow } from './picture.js';
import { storyOfRecord } from './record-story.js';

/** What the picture of an execution is to explain, where it breaks a claim. */
export type Explained = Violation & { readonly steps: readonly ExplainingStep[]; readonly schedule: Schedule };

/** An execution whose writes tell what they have written, as it is drawn. */
export function pictureOf(execution: Execution, explained?: Explained): Picture {
  const events = withoutLoneThreads(execution.events);
  const trace = traceOf({ events });
  const columns = columnsOf(execution, trace);
  const owners = columns.map(({ owner }) => owner);
  const laneOf = (owner: Parameters<typeof ownerOf>[0]): number => owners.indexOf(ownerOf(owner));
  const record = explained?.record;
  const account = record === undefined ? undefined : accountOf(execution, record);
  const shared = sharedDate(trace.flatMap(({ path = '', to = '', now = '' }) => [path, to, now]));
  const brief = (text: string): string => (shared === '' ? text : text.replaceAll(shared, '…'));
  const { lines, changes } = filesAlong(events);
  const labels = labelsOf(execution, lines);
  const its = record === undefined ? undefined : recordKey(record);
  const shownLines = lines.map((line, index): PictureLine => ({
    lane: laneOf(line.owner),
    label: labels[index]?.label ?? '',
    text: textOf(line.bytes),
    ...(its !== undefined && labels[index]?.records.includes(its) === true && { isIts: true }),
    ...(labels[index]?.isText === true && { isText: true }),
  }));
  const picture = {
    lanes: columns.map(({ head }): Lane => ({ name: head })),
    live: execution.asIs?.file ?? liveName,
    steps: trace.map((step, index) => {
      const files = changes.get(index + 1)?.map((file) => ({
        ...file,
        names: file.names.map(brief),
        blocks: gathered(file.blocks, shownLines),
      }));
      return { lane: laneOf(step), text: brief(stepInWords(step)), ...(files !== undefined && { files }) };
    }),
    rows: rowsOf(events, explained?.steps.map(({ number }) => number) ?? []).map((row): PictureRow =>
      row.kind === 'event'
        ? row
        : {
            kind: 'steps',
            first: row.number,
            last: row.number + row.steps.length - 1,
            lane: owners.indexOf(row.owner),
            text: brief(row.text),
          },
    ),
    lines: shownLines,
  };
  return {
    ...picture,
    story: withSwitches(
      execution,
      explained?.schedule,
      storyOfRecord(picture, explained?.steps ?? [], account?.fate === 'lost'),
    ),
    ...(shared !== '' && { shared }),
    ...(record !== undefined && { record: nameOf(account ?? record) }),
    clash: (explained?.steps ?? []).map(({ number }) => number),
  };
}

/** Of an order that was drawn, they would say nothing. */
const mostSwitches = 4;

/** A story with the places where, by the schedule, another process goes on. */
function withSwitches(execution: Execution, schedule: Schedule | undefined, story: readonly Moment[]): Moment[] {
  const trace = traceOf(execution);
  const switches = (schedule?.preemptions ?? []).flatMap((preemption): Moment[] => {
    const [first] = gapOf(trace, preemption)?.between ?? [];
    const [text = ''] = scheduleInWords({ preemptions: [preemption], faults: [] }, false);
    return first === undefined ? [] : [{ step: first.number, kind: 'held', text }];
  });
  if (switches.length > mostSwitches) return [...story];
  return [...switches, ...story].toSorted((one, other) => one.step - other.step);
}

/** So many characters of a line are shown. */
const shown = 60;

function textOf(bytes: string): string {
  const text = Buffer.from(bytes.slice(0, 4 * shown), 'latin1')
    .toString()
    .replace(/\r?\n$/, '');
  const characters = Array.from(text.replaceAll(/[\p{Cc}\ufffd]/gu, '·'));
  return characters.length > shown ? `${characters.slice(0, shown).join('')}…` : characters.join('');
}
