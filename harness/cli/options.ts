import { InvalidArgumentError } from 'commander';

/** Reads an option's value as a whole number within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** What stands below a command's options in its help. */
export function forInstance(...commands: readonly string[]): string {
  return ['', 'For instance:', ...commands.map((command) => `  npx logtorture ${command}`)].join('\n');
}
