import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { MatrixCell, PageMatrix } from '../data.js';
import { rowsLike } from './rows-like.js';

interface MatrixProps {
  readonly matrix: PageMatrix;
  readonly onShow: (which: number) => void;
}

const verdicts = { '': 'any verdict', violated: '✗ breaks a claim', held: '✓ breaks none', unknown: '? unknown' };

/** All writers and all claims; a ✗ opens its picture below. */
export function Matrix({ matrix: { claims, rows }, onShow }: MatrixProps): VNode {
  const [language, setLanguage] = useState('');
  const [verdict, setVerdict] = useState('');
  const languages = ['', ...new Set(rows.map((row) => row.language).toSorted())];
  const shown = rowsLike(rows, { language, verdict });
  return (
    <section class="matrix">
      <p class="filter">
        <label>
          language{' '}
          <select value={language} onChange={({ currentTarget }) => setLanguage(currentTarget.value)}>
            {languages.map((each) => (
              <option key={each} value={each}>
                {each === '' ? 'any language' : each}
              </option>
            ))}
          </select>
        </label>
        <label>
          verdict{' '}
          <select value={verdict} onChange={({ currentTarget }) => setVerdict(currentTarget.value)}>
            {Object.entries(verdicts).map(([each, name]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span aria-live="polite">
          {shown.length} of {rows.length} writers
        </span>
      </p>
      <div class="grid">
        <table>
          <thead>
            <tr>
              <th scope="col">writer</th>
              {claims.map(({ claim, heading, meaning }) => (
                <th key={claim} scope="col" title={`${claim}: ${meaning}`}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ writer, cells }) => (
              <tr key={writer}>
                <th scope="row">{writer}</th>
                {cells.map((cell, index) => (
                  <td key={claims[index]?.claim} class={cell.verdict}>
                    <CellShown cell={cell} onShow={onShow} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const marks = { held: '✓', violated: '✗', unknown: '?', none: '–' } as const;

function CellShown({ cell, onShow }: { readonly cell: MatrixCell } & Pick<MatrixProps, 'onShow'>): VNode {
  const mark = <span class="mark">{marks[cell.verdict]}</span>;
  if (cell.broken.length === 0) return <span title={cell.text}>{mark}</span>;
  return (
    <>
      {cell.broken.map(({ size, message, shows }) =>
        shows === undefined ? (
          <span key={size} title={message}>
            {mark} {size}
          </span>
        ) : (
          <button key={size} type="button" title={message} onClick={() => onShow(shows)}>
            {mark} {size}
          </button>
        ),
      )}
    </>
  );
}
