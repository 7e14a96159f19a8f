import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Block, Picture } from '../picture.js';
import { laneClass } from './colours.js';
import { layoutFiles } from './file-layout.js';
import { useWidth } from './use-width.js';

interface FilesProps {
  readonly picture: Picture;
  readonly step: number;
}

/** The files as they are after a step: a block for each line, in the colour of the process that wrote it. */
export function Files({ picture, step }: FilesProps): VNode {
  const [element, width] = useWidth(320);
  const { placed, height, goneTop } = useMemo(() => layoutFiles(picture, step, width), [picture, step, width]);
  const isItsGone = placed.some(
    ({ file }) => file.names.length === 0 && file.blocks.some((block) => isIts(block, picture)),
  );
  const changed = new Set(picture.steps[step - 1]?.files?.map(({ id }) => id));
  return (
    <div class="files">
      <h4>{step === 0 ? 'Before the first step' : `The files after step ${step}`}</h4>
      <div class="shelf" ref={element} style={{ height: `${height}px` }}>
        {goneTop !== undefined && (
          <p class={`gone-head ${isItsGone ? 'harm' : ''}`} style={{ top: `${goneTop}px` }}>
            In no file any more
          </p>
        )}
        {placed.map(({ file, name, left, top, width: wide }) => (
          <div
            key={file.id}
            class={`file ${file.names.length === 0 ? 'gone' : ''} ${changed.has(file.id) ? 'changed' : ''}`}
            style={{ transform: `translate(${left}px, ${top}px)`, width: `${wide}px` }}
          >
            <p class="name" title={name}>
              {cutFront(name, Math.floor((wide - 12) / nameCharacterWidth))}
            </p>
            {file.blocks.length === 0 && <p class="empty">empty</p>}
            {file.blocks.map((block, index) => (
              <BlockShown key={index} block={block} picture={picture} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Names of a log's files differ at their ends. */
function cutFront(name: string, length: number): string {
  return name.length <= length ? name : `…${name.slice(name.length - length + 1)}`;
}

const nameCharacterWidth = 7.3;

/** A line of a file; one that several processes have written shows the colours of all. */
function BlockShown({ block, picture }: { readonly block: Block; readonly picture: Picture }): VNode {
  const { lines } = picture;
  const holdsIt = isIts(block, picture);
  return (
    <div class={`block ${holdsIt ? 'its' : ''} ${block.length > 1 ? 'torn' : ''}`}>
      {block.map(([from, bytes, several = 1], index) => {
        const line = typeof from === 'number' ? lines[from] : undefined;
        const name = line?.label ?? nameless[from] ?? '';
        const label = several === 1 ? name : `${name} × ${several}`;
        return (
          <span
            key={index}
            class={laneClass(line?.lane)}
            style={{ flexGrow: bytes }}
            title={`${label}, ${bytes} bytes${line === undefined ? '' : `: ${line.text}`}`}
          >
            {holdsIt && index === 0 ? '◆ ' : ''}
            {label}
          </span>
        );
      })}
    </div>
  );
}

const nameless: Readonly<Record<string, string>> = { hole: 'zeros', allocated: 'zeros', unknown: 'not seen' };

function isIts(block: Block, { lines }: Picture): boolean {
  return block.some(([from]) => typeof from === 'number' && lines[from]?.isIts === true);
}
