export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away, so that something can be printed. */
  readonly clear: () => void;
  readonly stop: () => void;
}

const silent: Progress = { show: () => undefined, clear: () => undefined, stop: () => undefined };

/** A live line on a terminal's standard error; nothing anywhere else, where not even its library is loaded. */
export async function startProgress(): Promise<Progress> {
  // A terminal without a width, as some containers have it, would keep ora clearing lines for ever.
  if (!process.stderr.isTTY || process.stderr.columns === 0) return silent;
  const { default: ora } = await import('ora');
  // As it is by default, ora would swallow Ctrl-C, and leave a terminal without a cursor when this process is killed.
  const spinner = ora({ discardStdin: false, hideCursor: false }).start();
  return {
    show: (text) => void (spinner.text = text),
    clear: () => void spinner.clear(),
    stop: () => void spinner.stop(),
  };
}
