import { concurrencyOf } from '../scenario/concurrency.js';
import type { Scenario } from '../scenario/scenario.js';
import { sizeInWords } from '../scenario/size-in-words.js';
import { kindsInWords } from '../schedule/fault.js';
import { pctBound } from '../schedulers/pct.js';
import type { Drawn, Explored, Systematic } from '../search/verdict.js';
import { counted } from '../words.js';

/** What was explored without breaking a claim, a sentence's end: `in all 762 schedules with at most 2 preemptions of …`. */
export function exploredInWords(explored: Explored): string {
  const where = [...systematicInWords(explored.systematic), ...drawnInWords(explored)];
  const parts = [
    where.length === 0 ? 'in no execution' : joined(where),
    reachedInWords(explored),
    ...incompleteInWords(explored),
    ...leftOutInWords(explored),
    ...(isAlone(explored) ? [] : pctInWords(explored.drawn)),
    ...elsewhereInWords(explored),
    ...removedInWords(explored),
  ];
  return parts.join('; ');
}

/** What was gone through to its end is told together; the rest of what was begun, apart. */
function systematicInWords(all: readonly Systematic[]): string[] {
  const exhausted = all.filter((each) => each.exhausted && !all.some((other) => includes(other, each)));
  const begun = all.filter(({ exhausted: whole, executed }) => !whole && executed > 0);
  return [
    ...grouped(exhausted).map((group) => {
      const executed = total(group, 'executed');
      const skipped = total(group, 'skipped');
      const how = skipped === 0 ? '' : ` (${executed.toLocaleString('en')} executed, ${commuting(skipped)})`;
      return `in all ${counted(executed + skipped, 'schedule')} with ${boundsInWords(group)} of ${sizesInWords(group)}${how}`;
    }),
    ...grouped(begun).map((group) => {
      const executed = total(group, 'executed').toLocaleString('en');
      return `in ${executed} of those with ${boundsInWords(group)} of ${sizesInWords(group)}`;
    }),
  ];
}

/** Whether all schedules of one exploration are among those of another, larger one. */
function includes(larger: Systematic, smaller: Systematic): boolean {
  return (
    larger !== smaller &&
    larger.exhausted &&
    larger.toNext === smaller.toNext &&
    larger.faults?.join() === smaller.faults?.join() &&
    (larger.ticksAtWrites !== true || smaller.ticks === 0 || smaller.ticksAtWrites === true) &&
    larger.preemptions >= smaller.preemptions &&
    larger.ticks >= smaller.ticks &&
    larger.preemptions + larger.ticks > smaller.preemptions + smaller.ticks &&
    JSON.stringify(larger.scenario) === JSON.stringify(smaller.scenario)
  );
}

type Group = readonly [Systematic, ...Systematic[]];

/** Explorations within the same bounds. */
function grouped(all: readonly Systematic[]): Group[] {
  const groups = new Map<string, [Systematic, ...Systematic[]]>();
  for (const each of all) {
    const { preemptions, ticks, ticksAtWrites, toNext, faults } = each;
    const key = JSON.stringify([preemptions, ticks, ticksAtWrites, toNext, faults]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function total(group: Group, figure: 'executed' | 'skipped'): number {
  return group.reduce((sum, each) => sum + each[figure], 0);
}

function commuting(skipped: number): string {
  return `${skipped.toLocaleString('en')} only ${skipped === 1 ? 'swaps' : 'swap'} steps that commute`;
}

function boundsInWords([{ preemptions, ticks, ticksAtWrites, toNext, faults }]: Group): string {
  const where = ticksAtWrites === true ? ' before a write or in a wait' : '';
  const switches = counted(preemptions, toNext === true ? 'delay' : 'preemption');
  const kinds = [...(preemptions === 0 ? [] : [switches]), ...(ticks === 0 ? [] : [counted(ticks, 'tick') + where])];
  const switched = kinds.length === 0 ? 'no preemption' : `at most ${kinds.join(' and ')}`;
  return faults === undefined ? switched : `${switched} and ${kindsInWords(faults)} anywhere`;
}

/** `2 processes × 2 records`, or several sizes: `2 × 1, 2 × 3 and 3 × 1 processes × records`. */
function sizesInWords(group: Group): string {
  const sizes = new Map(group.map(({ scenario }) => [figuresOf(scenario), sizeInWords(scenario)]));
  const [first] = sizes.values();
  if (first !== undefined && sizes.size === 1) return first;
  const figures = [...sizes.keys()].toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  return `${joined(figures)} ${nounsOf(group[0].scenario)}`;
}

function figuresOf({ processes, records, lines }: Pick<Scenario, 'processes' | 'records' | 'lines'>): string {
  return lines === 'own' ? String(processes) : `${processes} × ${records}`;
}

function nounsOf({ lines }: Pick<Scenario, 'lines'>): string {
  if (lines === undefined) return 'processes × records';
  return lines === 'own' ? 'copies' : 'copies × lines';
}

/** What is drawn is as what is gone through in order: records, or lines of a program. */
function drawnInWords({ drawn, systematic: [first] }: Explored): string[] {
  const { executed, mostProcesses: processes, mostRecords: records } = drawn;
  if (executed === 0) return [];
  const lines = first?.scenario.lines;
  const size = { processes, records, ...(lines !== undefined && { lines }) };
  const most = lines === 'own' ? sizeInWords(size) : figuresOf(size);
  return [`in ${counted(executed, 'drawn one')} of up to ${most}`];
}

function reachedInWords(explored: Explored): string {
  const { executions, rotated, overlapped, rotatedWhileOverlapping } = explored;
  const some = (count: number): string => (count === 0 ? 'none' : count.toLocaleString('en'));
  const of = `of the ${counted(executions, 'execution')}`;
  if (isAlone(explored)) {
    return rotated === 0 ? counted(executions, 'execution') : `${some(rotated)} ${of} rotated`;
  }
  if (rotated === 0) return `in ${some(overlapped)} ${of} two processes overlapped`;
  return `${some(rotatedWhileOverlapping)} ${of} rotated while two processes overlapped`;
}

/** Whether one process was all that ever ran, so that none could overlap. */
function isAlone({ systematic, drawn }: Explored): boolean {
  const wasAny = systematic.length + drawn.executed > 0;
  return wasAny && drawn.mostProcesses <= 1 && systematic.every(({ scenario }) => concurrencyOf(scenario) === 'alone');
}

function incompleteInWords({ incomplete }: Explored): string[] {
  const outcomes = Object.entries(incomplete).map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`);
  return outcomes.length === 0 ? [] : [`not completed: ${outcomes.join(', ')}`];
}

/** What there was no time for. */
function leftOutInWords({ leftOutBytes }: Explored): string[] {
  if (leftOutBytes === undefined) return [];
  return [
    `without scenarios of ${leftOutBytes.toLocaleString('en')} bytes of records and more, which it reads too slowly`,
  ];
}

/** Where records stand of which nothing was judged. */
/** What is shown, and held against nobody who has not said how many files are kept. */
function removedInWords({ removed }: Explored): string[] {
  if (removed === undefined) return [];
  const times = `in ${counted(removed.executions, 'execution')} lines went with ${removed.file}, the oldest file of the log`;
  return [`${times}: --keeps tells how many files are to be kept, and then that is a loss where there were no more`];
}

function elsewhereInWords({ elsewhere }: Explored): string[] {
  return elsewhere === undefined ? [] : [`records stand in ${elsewhere}, which is not taken for part of the log`];
}

/** What PCT promises of all its executions together. */
function pctInWords({ by, pctBound: most }: Drawn): string[] {
  const times = by['pct'] ?? 0;
  if (most === undefined || times === 0) return [];
  const least = 1 - (1 - pctBound(most)) ** times;
  // Rounded down, so that nothing is promised that was not there; and nothing is ever certain.
  const percent = Math.min(999, Math.floor(least * 1000)) / 10;
  return [
    `a bug of depth ${most.depth} that shows in each drawn scenario would have been found with a probability of at least ${percent}% (PCT)`,
  ];
}

function joined(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
