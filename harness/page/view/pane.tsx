import type { VNode } from 'preact';
import type { Picture } from '../picture.js';
import { Diagram } from './diagram.js';
import { Files } from './files.js';
import { stepByKey } from './step-by-key.js';
import { Stepper } from './stepper.js';
import { StepsTable } from './steps-table.js';
import { useWidth } from './use-width.js';

interface PaneProps {
  readonly picture: Picture;
  readonly parts: number | undefined;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly label: string;
}

/** One execution that can be stepped through: its diagram, with the files beside it. */
export function Pane({ picture, parts, step, onStep, label }: PaneProps): VNode {
  const [element, width] = useWidth(480);
  const { steps } = picture;
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = stepByKey(event, step, steps.length);
    if (to === undefined) return;
    event.preventDefault();
    onStep(Math.max(0, Math.min(steps.length, to)));
  };
  return (
    <div class="pane" onKeyDown={onKeyDown}>
      <Stepper {...{ picture, step, onStep, label }} />
      <div class="pictures">
        <Files picture={picture} step={step} />
        <div class="drawing" ref={element}>
          <Diagram
            {...{ picture, parts, step, width, onStep }}
            label={`${label}: ${steps.length} steps of ${picture.lanes.length} processes; the table below says the same`}
          />
        </div>
      </div>
      {picture.shared !== undefined && <p class="note">… stands for {picture.shared}</p>}
      <StepsTable picture={picture} label={label} />
    </div>
  );
}
