import { benchBad } from './bad.js';
import { benchBaseline } from './baseline.js';
import { benchBrokenRemedies, benchCanaries } from './canaries.js';
import { benchBudgets } from './budgets.js';
import { benchControl } from './control.js';
import { benchCorrect } from './correct.js';
import { benchCost } from './cost.js';
import { benchDeterminism } from './determinism.js';
import { benchEndings } from './endings.js';
import { benchExamples } from './examples.js';
import { benchFidelity } from './fidelity.js';
import { benchKill } from './kill.js';
import { benchLeaks } from './leaks.js';
import { benchNeighbours, benchRemedies } from './promises.js';
import { benchLoggers } from './loggers.js';
import { benchPages } from './pages.js';
import { benchPrograms } from './programs.js';
import { benchReplays } from './replays.js';
import { benchSchedulers } from './schedulers.js';
import { benchSearch } from './search.js';
import { benchStarts } from './starts.js';
import { benchWarm } from './warm.js';

/** Prints the figures that the README and the notes state. `npm run bench -- warm` prints one of them. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  warm: benchWarm,
  starts: benchStarts,
  leaks: benchLeaks,
  control: benchControl,
  kill: benchKill,
  endings: benchEndings,
  bad: benchBad,
  baseline: benchBaseline,
  loggers: benchLoggers,
  determinism: benchDeterminism,
  fidelity: benchFidelity,
  search: benchSearch,
  schedulers: benchSchedulers,
  replays: benchReplays,
  programs: benchPrograms,
  examples: benchExamples,
  pages: benchPages,
  cost: benchCost,
  budgets: benchBudgets,
  canaries: benchCanaries,
  'broken-remedies': benchBrokenRemedies,
  neighbours: benchNeighbours,
  remedies: benchRemedies,
  correct: benchCorrect,
};

const asked = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  await bench();
}
