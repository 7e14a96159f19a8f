import type { VNode } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PageCounterexample, PageData } from '../data.js';
import { Counterexample } from './counterexample.js';
import { Matrix } from './matrix.js';
import { hashOf, placeIn, type Place } from './place.js';
import { Run } from './run.js';
import { usualStep } from './usual-step.js';
import { Verdicts } from './verdicts.js';

const stayMs = 150;

/** All of a page. What it shows stands in its address, so that a link leads there again. */
export function Page({ data }: { readonly data: PageData }): VNode {
  const { counterexamples } = data;
  const [place, setPlace] = useState<Place>(() => placeIn(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(placeIn(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((to: Place) => setPlace(to), []);
  // A browser takes only so many new addresses a second: it gets the one at which somebody stays.
  useEffect(() => {
    if (hashOf(place) === hashOf(placeIn(location.hash))) return;
    const timer = setTimeout(() => history.replaceState(null, '', hashOf(place)), stayMs);
    return () => clearTimeout(timer);
  }, [place]);
  // A matrix shows none before one is asked for.
  const shows = place.shows ?? (data.matrix === undefined ? 1 : 0);
  const shown = counterexamples[shows - 1];
  const picture = useRef<HTMLDivElement>(null);
  const { shows: linked } = place;
  const onStep = useCallback(
    (step: number) => go({ ...(linked !== undefined && { shows: linked }), step }),
    [linked, go],
  );
  const onCell = (which: number): void => {
    go({ shows: which });
    requestAnimationFrame(() => picture.current?.scrollIntoView());
  };
  return (
    <>
      <h1>{data.title}</h1>
      {data.matrix !== undefined && <Matrix matrix={data.matrix} onShow={onCell} />}
      {shown !== undefined && (
        <div ref={picture}>
          {data.matrix === undefined && counterexamples.length > 1 && (
            <Choice {...{ counterexamples, shows }} onShow={(which) => go({ shows: which })} />
          )}
          <Counterexample key={shows} counterexample={shown} step={stepOf(shown, place)} onStep={onStep} />
        </div>
      )}
      {data.runs?.map((run) => (
        <Run key={run.title} run={run} />
      ))}
      <Verdicts {...data} onShow={(which) => go({ shows: which })} />
    </>
  );
}

/** Without a link to a step, it is the one that does the harm. */
function stepOf({ picture }: PageCounterexample, { step }: Place): number {
  return Math.min(step ?? usualStep(picture), picture.steps.length);
}

interface ChoiceProps {
  readonly counterexamples: readonly PageCounterexample[];
  readonly shows: number;
  readonly onShow: (which: number) => void;
}

function Choice({ counterexamples, shows, onShow }: ChoiceProps): VNode {
  return (
    <nav class="choice" aria-label="counterexamples">
      {counterexamples.map(({ claim, kept, sentence }, index) => (
        <button
          key={index}
          type="button"
          title={sentence}
          aria-current={index + 1 === shows ? 'page' : undefined}
          onClick={() => onShow(index + 1)}
        >
          ✗ {index + 1} {claim} {kept.scenario.processes} × {kept.scenario.records}
        </button>
      ))}
    </nav>
  );
}
