import type { VNode } from 'preact';
import type { CodePlace, StepCode } from '../data.js';

/** The lines of a program that made a step: the innermost place behind who called it, and in a few words from where. */
export function Code({ code: { places } }: { readonly code: StepCode }): VNode {
  const near = places.slice(-2);
  const [far] = places.slice(0, -2);
  return (
    <div class="code">
      {near.map((place, index) => (
        <Place key={index} place={place} isCalled={index > 0} />
      ))}
      {far !== undefined && (
        <p class="from">
          reached from{' '}
          <code>
            {far.path}:{far.line}
          </code>
          {far.function !== undefined && <> in {far.function}</>}
        </p>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly place: CodePlace;
  /** Whether it is called by the one before it. */
  readonly isCalled: boolean;
}

function Place({ place: { name, path, line, function: within, lines }, isCalled }: PlaceProps): VNode {
  const least = Math.min(...lines.map(([, text]) => (text.trim() === '' ? Infinity : text.search(/\S/))));
  return (
    <figure>
      <figcaption title={path}>
        {isCalled && '→ '}
        <code>
          {name}:{line}
        </code>
        {within !== undefined && <> in {within}</>}
      </figcaption>
      {lines.length > 0 && (
        <pre>
          {lines.map(([number, text]) => {
            const row = `${String(number).padStart(5)}  ${text.slice(least)}\n`;
            return number === line ? <mark key={number}>{row}</mark> : <span key={number}>{row}</span>;
          })}
        </pre>
      )}
    </figure>
  );
}
