import type { VNode } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { PageCounterexample, PageTwin } from '../data.js';
import { Command } from './command.js';
import { Pane } from './pane.js';
import { Story } from './story.js';

interface CounterexampleProps {
  readonly counterexample: PageCounterexample;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** A counterexample from the verdict down to how it is repeated, with its passing twin beside it. */
export function Counterexample({ counterexample, step, onStep }: CounterexampleProps): VNode {
  const { claim, writer, sentence, scenario, schedule, picture, code, twin, found, replay, notes, kept, file } =
    counterexample;
  const parts = twin?.parts;
  return (
    <article>
      <h2>
        <span class="mark">✗</span> {writer} breaks <em>{claim}</em>
      </h2>
      <p class="sentence">{sentence}</p>
      <Story {...{ picture, step, onStep, ...(code !== undefined && { code }) }} />
      <dl>
        <dt>scenario</dt>
        <dd>
          {scenario.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </dd>
        <dt>schedule</dt>
        <dd>
          {schedule.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </dd>
      </dl>
      <div class="beside">
        <section>
          <h3>
            <span class="mark">✗</span> So it breaks
          </h3>
          <Pane {...{ picture, parts, step, onStep }} label="the counterexample" />
        </section>
        {twin !== undefined && <Twin twin={twin} />}
      </div>
      <section class="again">
        <h3>Again</h3>
        {replay !== undefined && <Command command={replay} />}
        <p>
          {found}{' '}
          <a
            href={`data:application/json,${encodeURIComponent(`${JSON.stringify(kept, undefined, 2)}\n`)}`}
            download={file}
          >
            Save the counterexample as {file}
          </a>
        </p>
        {notes !== undefined && <p>{notes}</p>}
      </section>
    </article>
  );
}

/** It begins where it parts from the counterexample, or at its end. */
function Twin({ twin: { change, picture, parts } }: { readonly twin: PageTwin }): VNode {
  const [step, setStep] = useState(picture.steps.length);
  const onStep = useCallback((to: number) => setStep(to), []);
  return (
    <section class="twin">
      <h3>
        <span class="mark">✓</span> One change, and it holds: {change}
      </h3>
      <Pane {...{ picture, parts, step, onStep }} label="its passing twin" />
    </section>
  );
}
