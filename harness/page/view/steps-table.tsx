import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { filesAfter } from '../files-after.js';
import type { Picture } from '../picture.js';

/** What the diagram shows, as a table: for who reads by ear, and for who wants to copy it. It is made when it is opened. */
export function StepsTable({ picture, label }: { readonly picture: Picture; readonly label: string }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>The same as a table</summary>
      {isOpen && <Rows picture={picture} label={label} />}
    </details>
  );
}

function Rows({ picture, label }: { readonly picture: Picture; readonly label: string }): VNode {
  const { steps, lanes, story, clash } = picture;
  const files = useMemo(
    () => steps.map(({ files: changed }, index) => (changed === undefined ? '' : filesInWords(picture, index + 1))),
    [picture],
  );
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          {['step', 'process', 'call', 'files afterwards', 'notes'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map(({ lane, text }, index) => {
          const number = index + 1;
          const moment = story.find(({ step }) => step === number);
          const notes = [
            ...(clash.length > 1 && clash.includes(number) ? ['clashes'] : []),
            ...(moment === undefined || moment.text === '' ? [] : [moment.text]),
          ];
          return (
            <tr key={number}>
              <th scope="row">{number}</th>
              <td>{lanes[lane]?.name}</td>
              <td>{text}</td>
              <td>{files[index]}</td>
              <td>{notes.join('; ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The files with what stands in them: `app.log: p1 record 1; app.log.1: empty`. */
function filesInWords(picture: Pick<Picture, 'steps' | 'lines'>, step: number): string {
  return filesAfter(picture, step)
    .filter(({ names }) => names.length > 0)
    .map(({ names, blocks }) => {
      const labels = blocks.map((block) =>
        block.map(([from]) => (typeof from === 'number' ? picture.lines[from]?.label : from)).join(' + '),
      );
      return `${names.join(' = ')}: ${labels.length === 0 ? 'empty' : labels.join(', ')}`;
    })
    .join('; ');
}
