import type { Counterexample } from '../counterexample/counterexample.js';
import { invariantNamed } from '../claims/index.js';
import type { PageVerdict } from '../page/data.js';
import type { Where } from '../report/counterexample.js';
import { exploredInWords } from '../report/explored.js';
import { replayCommand } from '../report/replay-command.js';
import type { Told } from '../report/verdicts.js';
import { withVersions } from '../report/versions.js';
import type { SearchThread } from '../search/threads.js';
import type { ClaimVerdict } from '../search/verdict.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { leaveOf, type Timetable } from './budget.js';
import type { Findings } from './findings.js';
import { drawn, writeAndSay, type Placed } from './page.js';

/** What a search has found, and what draws it. */
export interface Checked {
  readonly writer: WriterProgram;
  readonly seed: number;
  readonly told: readonly Told[];
  readonly findings: Findings;
  readonly threads: readonly SearchThread[];
  readonly timetable: Timetable;
}

/** So long before all is broken off there must be an end to drawing. */
const spareMs = 300;

/** Writes a page of a search: all verdicts, and the counterexamples to what the writer is held to. */
export async function writeChecked(file: string, checked: Checked): Promise<void> {
  const { writer, seed, told, findings, threads, timetable } = checked;
  const [thread] = threads;
  const all = new Set(told.filter(({ asked }) => asked).flatMap(({ verdict }) => counterexamplesOf(verdict)));
  const whereOf = placedBy(findings, writer, seed);
  const placed = [...all].map((counterexample): Placed => ({ counterexample, where: whereOf(counterexample) }));
  const endMs = leaveOf(timetable) - spareMs;
  const drawings = thread === undefined ? [] : await drawn(placed, { thread, writer, endMs });
  const shows = (counterexample: Counterexample): number => drawings.findIndex(({ of }) => of === counterexample) + 1;
  writeAndSay(file, {
    title: `${withVersions(writer.name, writer.versions)}, searched with seed ${seed}`,
    about: [],
    verdicts: told.map((each) => pageVerdict(each, shows)),
    counterexamples: drawings.map(({ shown }) => shown),
  });
}

/** Where counterexamples are kept, and what runs them again. */
export function placedBy(findings: Findings, { namedBy }: WriterProgram, seed: number): (of: Counterexample) => Where {
  return (counterexample) => {
    const place = findings.placeOf(counterexample);
    if (place === undefined || !('file' in place)) return { seed };
    return { seed, file: place.file, replay: replayCommand(place.file, namedBy) };
  };
}

/** The smallest first. */
export function counterexamplesOf(verdict: ClaimVerdict): readonly Counterexample[] {
  return verdict.verdict === 'violated' ? [verdict.counterexample, ...(verdict.others ?? [])] : [];
}

function pageVerdict({ verdict, concurrency, promised }: Told, shows: (of: Counterexample) => number): PageVerdict {
  const [counterexample] = counterexamplesOf(verdict);
  const at = counterexample === undefined ? 0 : shows(counterexample);
  return {
    claim: verdict.name,
    meaning: invariantNamed(verdict.name)?.holdsWhen ?? '',
    concurrency,
    verdict: verdict.verdict,
    promised,
    text: textOf(verdict),
    ...(at > 0 && { shows: at }),
  };
}

function textOf(verdict: ClaimVerdict): string {
  switch (verdict.verdict) {
    case 'held':
      return `held ${exploredInWords(verdict.explored)}`;
    case 'violated':
      return verdict.counterexample.violation.message;
    case 'unknown':
      return verdict.reason;
  }
}
