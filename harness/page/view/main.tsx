import { render } from 'preact';
import type { PageData } from '../data.js';
import { Page } from './page.js';

/** Draws the page in the browser, from the data that is embedded in it, in the place of what is there for who has no script. */
const root = document.getElementById('page');
const data: PageData = JSON.parse(document.getElementById('data')?.textContent ?? '');
if (root !== null) {
  root.replaceChildren();
  render(<Page data={data} />, root);
}
