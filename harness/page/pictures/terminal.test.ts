import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../package-root.js';
import { terminalSvg } from './terminal.js';

describe("the terminal's picture", () => {
  test('has each line, in the colours and as bold as it is printed', () => {
    const svg = terminalSvg('\u001b[31m✗ a <b>\u001b[39m: c\n\u001b[1m► 33\u001b[22m\n\n  d');
    expect(svg.match(/<text /g)).toHaveLength(4);
    expect(svg).toContain('<tspan fill="#ff8a5c">✗ a &lt;b></tspan><tspan>: c</tspan>');
    expect(svg).toContain('<tspan font-weight="bold">► 33</tspan>');
    expect(svg).toContain('xml:space="preserve"');
  });

  test("and the page's are small", () => {
    for (const name of ['terminal.svg', 'page.png'])
      expect(statSync(join(packageRoot, 'harness/page/pictures', name)).size).toBeLessThan(250_000);
  });
});
