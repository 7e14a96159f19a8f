/*
 * Node is told to load this first. It writes down from where in a program each call on files is asked for, just before it is: one
 * line of JSON a call, into a folder outside of the execution. Whether a call is made by a pool's thread, which has no JavaScript on its
 * stack, or at once, is told with it. Nothing of a program is changed but this object, through which all of Node's calls on files go.
 */
(function writeDownCalls(): void {
  const folder = process.env['STACKS_FOR_LOGTORTURE'];
  const binding: unknown = Reflect.get(process, 'binding')?.('fs');
  if (folder === undefined || typeof binding !== 'object' || binding === null) return;
  const { appendFileSync, readlinkSync } = process.getBuiltinModule('node:fs');
  const { findSourceMap } = process.getBuiltinModule('node:module');
  const promised: unknown = Reflect.get(binding, 'kUsePromises');
  let calls = 0;
  /** From where that was asked for which runs now, where it was put off until the next tick, as the opening of a stream is. */
  let putOff: unknown = [];
  /** What is written down goes through the same object. */
  let isWriting = false;

  const writeDown = (entry: object): void => {
    isWriting = true;
    try {
      // The kernel's own names: those that Node remembers are of the process that this one was copied from.
      const [pid, , tid] = readlinkSync('/proc/thread-self').split('/').map(Number);
      appendFileSync(`${folder}/node`, `${JSON.stringify({ pid, tid, ...entry })}\n`);
    } finally {
      isWriting = false;
    }
  };

  /** What leaves types out in place moves nothing. */
  const isStripped = Reflect.get(process.features, 'typescript') === 'strip';

  /** What is compiled as it is loaded has a map that nobody else sees. */
  const placeOf = (site: NodeJS.CallSite): object => {
    const file = site.getFileName() ?? '';
    const [line, column] = [site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0];
    const place = { file, line, column, function: site.getFunctionName() ?? '', isSource: isStripped };
    const map = file.startsWith('node:') ? undefined : findSourceMap(file);
    const origin = map?.findOrigin(line, column) ?? {};
    const source: unknown = Reflect.get(origin, 'fileName');
    const at: unknown = Reflect.get(origin, 'lineNumber');
    return typeof source === 'string' ? { ...place, file: source, line: at, isSource: true } : place;
  };

  const framesAbove = (caller: (...values: never[]) => unknown): unknown => {
    const prepare: unknown = Reflect.get(Error, 'prepareStackTrace');
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 50;
    Error.prepareStackTrace = (_, sites) => sites.map(placeOf);
    const above: { readonly stack?: unknown } = {};
    const wasWriting = isWriting;
    // To find a map may take calls on files.
    isWriting = true;
    Error.captureStackTrace(above, caller);
    const frames = above.stack;
    isWriting = wasWriting;
    if (prepare === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Reflect.set(Error, 'prepareStackTrace', prepare);
    Error.stackTraceLimit = stackTraceLimit;
    return frames;
  };

  /** A call is over once the program is told so. */
  const watchEnd = (request: object, call: number): void => {
    const complete: unknown = Reflect.get(request, 'oncomplete');
    if (typeof complete !== 'function') return;
    Reflect.set(request, 'oncomplete', function over(this: unknown, ...results: unknown[]): unknown {
      writeDown({ ends: call });
      return Reflect.apply(complete, this, results);
    });
  };

  const nextTick = process.nextTick.bind(process);
  process.nextTick = function putOffUntilNextTick(callback: unknown, ...values: unknown[]): void {
    const frames = framesAbove(putOffUntilNextTick);
    const run = function (this: unknown, ...given: unknown[]): unknown {
      putOff = frames;
      try {
        return typeof callback === 'function' ? Reflect.apply(callback, this, given) : undefined;
      } finally {
        putOff = [];
      }
    };
    // What is no function is refused, as usual.
    Reflect.apply(nextTick, process, [typeof callback === 'function' ? run : callback, ...values]);
  };

  for (const [name, original] of Object.entries(binding)) {
    // Those with a capital are classes.
    if (typeof original !== 'function' || !/^[a-z]/.test(name)) continue;
    const wrapped = function (this: unknown, ...values: unknown[]): unknown {
      if (isWriting) return Reflect.apply(original, this, values);
      const call = ++calls;
      const request = values.find((value) => value?.constructor?.name === 'FSReqCallback');
      const later = request !== undefined || values.includes(promised);
      writeDown({ call, name, later, frames: framesAbove(wrapped), putOff });
      if (request !== undefined && request !== null) watchEnd(request, call);
      const result: unknown = Reflect.apply(original, this, values);
      if (later && result instanceof Promise) {
        const end = (): void => writeDown({ ends: call });
        void result.then(end, end);
      }
      return result;
    };
    Reflect.set(binding, name, wrapped);
  }
})();
