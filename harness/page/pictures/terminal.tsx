import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const lineHeight = 18;
const characterWidth = 8.43;
const padding = 16;
const columns = 100;

/** Okabe and Ito's colours on a dark ground, for what `styleText` sets. */
const colours: Readonly<Record<string, string>> = { '31': '#ff8a5c', '32': '#4fd1a5', '33': '#f0b22e' };

interface Style {
  readonly fill?: string | undefined;
  readonly opacity?: number | undefined;
  readonly 'font-weight'?: string | undefined;
}

interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** What a terminal shows, colours and all, as a picture in SVG. */
export function terminalSvg(screen: string): string {
  return `${renderToString(<Terminal lines={styled(screen)} />)}\n`;
}

function Terminal({ lines }: { readonly lines: readonly (readonly Piece[])[] }): VNode {
  const width = Math.ceil(columns * characterWidth + 2 * padding);
  const height = lines.length * lineHeight + 2 * padding;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <rect width={width} height={height} rx={8} fill="#14171b" />
      <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size={14} fill="#e8eaed">
        {lines.map((pieces, index) => (
          <text key={index} x={padding} y={padding + (index + 0.75) * lineHeight} xml:space="preserve">
            {pieces.map(({ text, style }, at) => (
              <tspan key={at} {...style}>
                {text}
              </tspan>
            ))}
          </text>
        ))}
      </g>
    </svg>
  );
}

/** The lines of a screen, each cut where its style changes; a style goes on over line ends. */
function styled(screen: string): Piece[][] {
  const lines: Piece[][] = [[]];
  let style: Style = {};
  // oxlint-disable-next-line no-control-regex -- the escape that begins a style is what this looks for
  for (const part of screen.split(/(\u001b\[\d+m|\n)/)) {
    // oxlint-disable-next-line no-control-regex -- as above
    const [, code] = /^\u001b\[(\d+)m$/.exec(part) ?? [];
    if (code !== undefined) style = changed(style, code);
    else if (part === '\n') lines.push([]);
    else if (part !== '') lines.at(-1)?.push({ text: part, style });
  }
  return lines;
}

function changed(style: Style, code: string): Style {
  if (code === '1') return { ...style, 'font-weight': 'bold' };
  if (code === '2') return { ...style, opacity: 0.6 };
  if (code === '22') return { fill: style.fill };
  return { ...style, fill: colours[code] };
}
