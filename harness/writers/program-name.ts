import { basename } from 'node:path';

const interpreters = /^(?:python|pypy|node|deno|bun|ruby|perl|php|java|bash|dash|sh|zsh)[\d.]*$/;
/** Behind these stands the text of a program, which is no name. */
const givesText = /^-\w*[ce]$/;

/** What a program is called, by the words of its command: `app.py` for `python3 -u app.py`, or else as what is started. */
export function programName(command: readonly string[]): string {
  const [program = '', ...args] = command.slice(command.findIndex((word) => !isSetting(word)));
  const name = basename(program);
  if (!interpreters.test(name)) return name;
  const at = args.findIndex((word) => !word.startsWith('-'));
  const script = args[at];
  return script === undefined || givesText.test(args[at - 1] ?? '') ? name : basename(script);
}

/** Words that only set a program's environment. */
function isSetting(word: string): boolean {
  return basename(word) === 'env' || /^\w+=/.test(word);
}
