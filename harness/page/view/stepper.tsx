import type { VNode } from 'preact';
import type { Picture } from '../picture.js';
import { laneClass } from './colours.js';

interface StepperProps {
  readonly picture: Picture;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly label: string;
}

/** Goes through the steps forwards and back: by buttons, by a slider and, where it has the focus, by keys. */
export function Stepper({ picture, step, onStep, label }: StepperProps): VNode {
  const { steps, lanes } = picture;
  const at = steps[step - 1];
  const process = at === undefined ? undefined : lanes[at.lane]?.name;
  const words = at === undefined ? 'before the first step' : `${process} ${at.text}`;
  const button = (name: string, sign: string, to: number): VNode => (
    <button
      type="button"
      aria-label={name}
      title={name}
      disabled={to < 0 || to > steps.length}
      onClick={() => onStep(to)}
    >
      {sign}
    </button>
  );
  return (
    <div class="stepper" role="group" aria-label={label}>
      {button('step back', '◀', step - 1)}
      <input
        type="range"
        min={0}
        max={steps.length}
        value={step}
        aria-label={`${label}: step`}
        aria-valuetext={`step ${step}: ${words}`}
        onInput={({ currentTarget }) => onStep(Number(currentTarget.value))}
      />
      {button('step on', '▶', step + 1)}
      <p aria-live="polite">
        <span class="count">
          step {step} of {steps.length}
        </span>{' '}
        {at === undefined ? words : <span class={`said ${laneClass(at.lane)}`}>{process}</span>} {at?.text}
      </p>
    </div>
  );
}
