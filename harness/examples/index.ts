import type { Example } from './example.js';
import { inOtherLanguages } from './other-languages.js';
import { inPython } from './python.js';
import { inShell } from './shell.js';
import { services } from './services.js';

/** All of them. What they need is looked for when this is called. */
export function examples(): readonly Example[] {
  return [...inPython(), ...services(), ...inShell(), ...inOtherLanguages()];
}

export { claimsOfExamples, type Example } from './example.js';
