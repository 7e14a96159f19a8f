import { durationInWords } from '../words.js';

export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away, so that something can be printed. */
  readonly clear: () => void;
  readonly stop: () => void;
}

const everyMs = { terminal: 1_000, elsewhere: 10_000 };

/**
 * What is going on, on standard error: a live line on a terminal, and anywhere else a line every ten seconds.
 * @param leftMs how much time is left, which is told, too; Infinity where there is no limit.
 */
export async function startProgress(leftMs: () => number = () => Infinity): Promise<Progress> {
  let latest: string | undefined;
  const told = (): string => [latest ?? '', ...leftInWords(leftMs())].join('; ');
  // A terminal without a width, as some containers have it, would keep ora clearing lines for ever.
  if (!process.stderr.isTTY || process.stderr.columns === 0) {
    const timer = setInterval(() => latest !== undefined && console.error(told()), everyMs.elsewhere);
    timer.unref();
    return { show: (text) => void (latest = text), clear: () => undefined, stop: () => clearInterval(timer) };
  }
  const { default: ora } = await import('ora');
  // As it is by default, ora would swallow Ctrl-C, and leave a terminal without a cursor when this process is killed.
  // And it would be silent where CI is set.
  const spinner = ora({ discardStdin: false, hideCursor: false, isEnabled: true }).start();
  // It may lose its width meanwhile.
  const fit = (): void => {
    if (process.stderr.columns === 0) spinner.stop();
    else if (!spinner.isSpinning) spinner.start();
  };
  process.stderr.on('resize', fit);
  const timer = setInterval(() => latest !== undefined && (spinner.text = told()), everyMs.terminal);
  timer.unref();
  return {
    show(text) {
      latest = text;
      spinner.text = told();
    },
    clear: () => void spinner.clear(),
    stop() {
      process.stderr.off('resize', fit);
      clearInterval(timer);
      spinner.stop();
    },
  };
}

function leftInWords(leftMs: number): string[] {
  return leftMs === Infinity ? [] : [`${durationInWords(Math.max(0, leftMs))} left`];
}
