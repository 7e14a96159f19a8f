import * as v from 'valibot';

/** A place in a program's text where a function calls another, or the system. */
export interface Frame {
  /** Relative to the current folder or to logtorture's own where it is below one of them; otherwise as the program says. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly function?: string;
  /** What stands in that line, without the white space around it. */
  readonly source?: string;
}

export const frameSchema: v.GenericSchema<unknown, Frame> = v.strictObject({
  file: v.string(),
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  function: v.exactOptional(v.string()),
  source: v.exactOptional(v.string()),
});

/** Where packages and standard libraries are kept, and what the packages of Java's loggers are called. */
const libraries =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|python\d[\d.]*|gems|perl\d?|php)\/|^\/usr\/|^(?:org\/(?:apache|slf4j|jboss)|ch\/qos)\//;

/** Whether a frame stands in code that somebody else wrote than the program's author. */
export function isOfLibrary({ file }: Pick<Frame, 'file'>): boolean {
  return libraries.test(file);
}

/** What a file belongs to: the package of Node, or its library's root, or nothing of the kind. */
export function packageOf(file: string): string {
  return /.*\/?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? (isOfLibrary({ file }) ? 'library' : '');
}
