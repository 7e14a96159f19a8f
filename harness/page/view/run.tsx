import type { VNode } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { PageRun } from '../data.js';
import { Command } from './command.js';
import { Pane } from './pane.js';
import { Story } from './story.js';
import { usualStep } from './usual-step.js';

/** A run that was asked for, whatever came of it. */
export function Run({ run: { title, sentence, picture, text, again } }: { readonly run: PageRun }): VNode {
  const [step, setStep] = useState(usualStep(picture));
  const onStep = useCallback((to: number) => setStep(to), []);
  return (
    <article>
      <h2>{title}</h2>
      {sentence !== undefined && <p class="sentence">{sentence}</p>}
      <Story {...{ picture, step, onStep }} />
      <Pane {...{ picture, parts: undefined, step, onStep }} label={title} />
      <pre>{text}</pre>
      <p>The same command with this gives the same order again:</p>
      <Command command={again} />
    </article>
  );
}
