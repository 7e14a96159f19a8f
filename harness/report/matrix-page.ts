import { invariants } from '../claims/index.js';
import type { Row } from '../matrix/cell.js';
import { cut } from './fold.js';
import { headLines, rowLine } from './matrix-markdown.js';
import { headOf } from './matrix.js';

/** A page of Markdown that shows the matrix and says how to read it. */
export interface MatrixPage {
  readonly rows: readonly Row[];
  readonly claims: readonly string[];
  /** The folder in which the page stands, from which its links lead to counterexamples. */
  readonly folder: string;
  /** What the page said before. Rows of writers that were not searched this time stay as they were. */
  readonly before: string;
  /** Tables of writers, by their names in the order of their rows; other writers come last. */
  readonly sections: readonly { readonly heading: string; readonly names: readonly string[] }[];
  /** The command that writes the page. */
  readonly command: string;
}

export function matrixPage({ rows, claims, folder, before, sections, command }: MatrixPage): string {
  const head = headLines(claims);
  const lines = new Map([
    // The rows of a table with other columns can't stay.
    ...(before.includes(head) ? writtenRows(before) : []),
    ...rows.map((row): [string, string] => [row.writer, rowLine(row, claims, folder)]),
  ]);
  const searched = new Set(rows.map(({ writer }) => writer));
  const notes = new Map([...writtenNotes(before).filter(([name]) => !searched.has(name)), ...rows.flatMap(noteOf)]);
  const listed = new Set(sections.flatMap(({ names }) => names));
  const others = { heading: 'Others', names: [...lines.keys()].filter((name) => !listed.has(name)) };
  const tables = [...sections, others].flatMap(({ heading, names }) => {
    const present = names.filter((name) => lines.has(name));
    const said = present.flatMap((name) => notes.get(name) ?? []);
    const table = [head, ...present.map((name) => lines.get(name) ?? '')].join('\n');
    return present.length === 0 ? [] : [`### ${heading}`, table, ...(said.length === 0 ? [] : [said.join('\n')])];
  });
  return `# What breaks, and the file that shows it

Each file in these folders keeps one counterexample: the smallest scenario and schedule in which a writer
breaks a claim. A folder is named after its claim, a file after its writer; \`-alone\` says that one process
is enough. \`npx logtorture replay FILE\` runs one again.

Each table puts its writers through the same claims, alone (one process) and together (two and more).

- ✗ 2 × 3: broken by two processes that write three records each. The link leads to the counterexample.
- ✗ 1 × 3: broken by one process alone, so it is a plain bug and no race.
- ✓: nothing broke it in as many executions as the last column says.
- ?: it could not be told, and below the table stands why.
- –: not a question. What never rotates keeps no backups.

${tables.join('\n\n')}

What the columns ask:

${claims.map(questionLine).join('\n')}

What a writer is worth when a process is killed, a call fails or a clock is set is not in the table: such claims are
searched where a writer promises them, or where somebody asks. Their counterexamples lie here too.

This page is written by a command. With \`--only WRITER\` it replaces one row and leaves the others:

\`\`\`sh
${command}
\`\`\`
`;
}

function questionLine(claim: string): string {
  const invariant = invariants.find((each) => each.claim === claim);
  return `- _${headOf(claim)}_: \`${claim}\`, ${invariant?.holdsWhen ?? ''}`;
}

/** Why something of a writer could not be told: the reason of most of its claims. */
function noteOf({ writer, cells }: Row): [string, string][] {
  const reasons = cells.flatMap((cell) => (cell.verdict === 'unknown' ? [cell.reason] : []));
  const times = (reason: string): number => reasons.filter((each) => each === reason).length;
  const [most] = reasons.toSorted((one, other) => times(other) - times(one));
  if (most === undefined) return [];
  return [[writer, `- \`${writer}\`: ${cut(most.replaceAll(/\s+/g, ' '), noteColumns)}`]];
}

function writtenNotes(page: string): [string, string][] {
  return Array.from(page.matchAll(/^- `([^`]+)`: .*$/gm), ([line, writer = '']) => [writer, line]);
}

const noteColumns = 300;

/** Rows that stand on a page already, by their writers. */
function writtenRows(page: string): [string, string][] {
  return Array.from(page.matchAll(/^\| `([^`]+)` \|.*$/gm), ([line, writer = '']) => [writer, line]);
}
