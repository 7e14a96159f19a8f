import Table from 'cli-table3';

/** A table of text: the first column to the left, figures to the right, no lines between its rows. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '', 'top-mid': '', 'bottom-mid': '', middle: '' },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
