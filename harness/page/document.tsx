import type { VNode } from 'preact';
import { stackLines } from '../report/stack.js';
import type { PageData } from './data.js';

interface DocumentProps {
  readonly data: PageData;
  readonly style: string;
  readonly script: string;
}

/** Nothing is fetched from anywhere, whatever stands in the page. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** A page as a file holds it. Who has no script reads what a terminal shows; with one, it is drawn in the place of that. */
export function Document({ data, style, script }: DocumentProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>{data.title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main id="page">
          <h1>{data.title}</h1>
          {data.counterexamples.map(({ claim, sentence, scenario, schedule, kept, replay }) => (
            <article key={claim}>
              <h2>✗ {claim}</h2>
              <p>{sentence}</p>
              {stackLines(kept.violation.steps).map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p>{scenario.join('; ')}</p>
              <p>{schedule.join('; ')}</p>
              <pre>{kept.interleaving.join('\n')}</pre>
              {replay !== undefined && <pre>{replay}</pre>}
            </article>
          ))}
        </main>
        <script id="data" type="application/json" dangerouslySetInnerHTML={{ __html: embedded(data) }} />
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}

/** JSON that ends no element, whatever stands in it. */
function embedded(data: PageData): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
}
