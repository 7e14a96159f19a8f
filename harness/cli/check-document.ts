import type { Counterexample } from '../counterexample/counterexample.js';
import { versions } from '../counterexample/versions.js';
import { kept as keptForm } from '../report/kept.js';
import type { Told } from '../report/verdicts.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { counterexamplesOf } from './check-page.js';
import type { Findings } from './findings.js';
import type { Kept } from './keep.js';

/** What `check --json` prints, and `merge --json` of a check. */
export function checkDocument(
  { name: writer, versions: own, sizes }: Pick<WriterProgram, 'name' | 'versions' | 'sizes'>,
  seed: number,
  found: readonly Told[],
  findings: Findings,
): object {
  return {
    version: 1,
    writer,
    versions: { ...versions, ...own },
    seed,
    ...(sizes !== undefined && { sizes }),
    claims: found.map(({ verdict, concurrency, promised, asked }) => {
      const { name, explored } = verdict;
      const about = { name, concurrency, promised, asked, verdict: verdict.verdict, explored };
      const counterexamples = counterexamplesOf(verdict).map((each) => inDocument(each, findings.placeOf(each)));
      const [counterexample] = counterexamples;
      return counterexample === undefined ? { ...verdict, ...about } : { ...about, counterexample, counterexamples };
    }),
  };
}

function inDocument(counterexample: Counterexample, place: Kept | undefined) {
  const { scenario, schedule, violation, reproduced, notShrunkToTheEnd } = keptForm(counterexample);
  const open = notShrunkToTheEnd === undefined ? {} : { notShrunkToTheEnd };
  return { scenario, schedule, violation, reproduced, ...open, ...place };
}
