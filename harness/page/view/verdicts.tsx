import type { VNode } from 'preact';
import type { PageData, PageVerdict } from '../data.js';

interface VerdictsProps extends Pick<PageData, 'verdicts' | 'about'> {
  readonly onShow: (which: number) => void;
}

/** What the search says of each claim, and what it has explored. */
export function Verdicts({ verdicts, about, onShow }: VerdictsProps): VNode | null {
  if (verdicts.length === 0 && about.length === 0) return null;
  return (
    <section class="verdicts">
      {verdicts.length > 0 && <h2>What was searched</h2>}
      {verdicts.length > 0 && (
        <table>
          <thead>
            <tr>
              {['', 'claim', '', 'promised', 'what was found'].map((head, index) => (
                <th key={index} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {verdicts.map((verdict) => (
              <VerdictRow key={`${verdict.claim} ${verdict.concurrency}`} verdict={verdict} onShow={onShow} />
            ))}
          </tbody>
        </table>
      )}
      {about.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

const marks = { held: '✓', violated: '✗', unknown: '?' } as const;

function VerdictRow({
  verdict,
  onShow,
}: {
  readonly verdict: PageVerdict;
  readonly onShow: (which: number) => void;
}): VNode {
  const { shows } = verdict;
  return (
    <tr class={verdict.verdict}>
      <td>
        <span class="mark">{marks[verdict.verdict]}</span>
      </td>
      <th scope="row" title={verdict.meaning}>
        {verdict.claim}
      </th>
      <td>{verdict.concurrency}</td>
      <td>{verdict.promised ? 'yes' : 'no'}</td>
      <td>
        {verdict.text}{' '}
        {shows !== undefined && (
          <button type="button" onClick={() => onShow(shows)}>
            show it
          </button>
        )}
      </td>
    </tr>
  );
}
