import type { VNode } from 'preact';
import type { StepCode } from '../data.js';
import type { Picture } from '../picture.js';
import { Code } from './code.js';
import { laneClass } from './colours.js';

interface StoryProps {
  readonly picture: Picture;
  /** The lines of programs that made steps. */
  readonly code?: readonly StepCode[];
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** What becomes of the record, step by step; each leads to its step. */
export function Story({ picture, code = [], step, onStep }: StoryProps): VNode | null {
  const { story, steps, lanes, record, clash } = picture;
  if (story.length === 0 && record === undefined) return null;
  return (
    <section class="story" aria-label="what becomes of it">
      <h3>{record === undefined ? 'The steps that explain it' : `What becomes of ${record}`}</h3>
      {record !== undefined && story.every(({ kind }) => kind === 'clash' || kind === 'held') && (
        <p>It is never written into a file.</p>
      )}
      <ol>
        {story.map((moment) => {
          const { lane = 0, text = '' } = steps[moment.step - 1] ?? {};
          // Of three steps, the last one takes away what the other two have broken.
          const isClash = moment.kind !== 'held' && (moment.kind !== 'gone' || clash.length === 2);
          const lines = moment.kind === 'held' ? undefined : code.find((each) => each.step === moment.step);
          const ordinal = isClash && clash.length > 1 ? clash.indexOf(moment.step) : -1;
          return (
            <li key={`${moment.kind} ${moment.step}`} class={moment.kind}>
              <button
                type="button"
                aria-current={moment.step === step ? 'step' : undefined}
                onClick={() => onStep(moment.step)}
              >
                <span class="number">{moment.step}</span>
                {moment.kind !== 'held' && (
                  <>
                    <span class={`said ${laneClass(lane)}`}>{lanes[lane]?.name}</span>
                    <code>{text}</code>
                  </>
                )}
                {ordinal >= 0 && (
                  <span class="clashes" title="one of the steps that clash">
                    clash {ordinal + 1}
                  </span>
                )}
                {moment.text !== '' && <span class="becomes">{moment.text}</span>}
              </button>
              {lines !== undefined && <Code code={lines} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
