import type { PageData, PageRun } from '../page/data.js';
import { pageRun } from '../page/page-run.js';
import { writeAndSay } from './page.js';
import type { Run } from './runner.js';

/** More than so many runs are too much for a page. */
const mostRuns = 20;

/** The runs of a command as a page shows them. */
export interface RunPage {
  readonly take: (run: Run) => void;
  readonly write: () => void;
}

/** @param head what was run, in some lines. */
export function newRunPage(file: string, [title = '', ...about]: readonly string[]): RunPage {
  const runs: PageRun[] = [];
  let left = 0;
  return {
    take({ execution, schedule, again }) {
      if (schedule === undefined || again === undefined) return;
      if (runs.length < mostRuns) runs.push(pageRun(execution, schedule, { title: `run ${runs.length + 1}`, again }));
      else left += 1;
    },
    write() {
      const more = left === 0 ? [] : [`${left.toLocaleString('en')} more runs are not drawn.`];
      const data: PageData = { title, about: [...about, ...more], verdicts: [], counterexamples: [], runs };
      writeAndSay(file, data);
    },
  };
}
