import ora from 'ora';

export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away, so that something can be printed. */
  readonly clear: () => void;
  readonly stop: () => void;
}

/** A live line on a terminal's standard error; nothing anywhere else. */
export function startProgress(): Progress {
  const spinner = ora({ isSilent: !process.stderr.isTTY }).start();
  return {
    show: (text) => void (spinner.text = text),
    clear: () => void spinner.clear(),
    stop: () => void spinner.stop(),
  };
}
