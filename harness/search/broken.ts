/** Claims that are known elsewhere to be broken, told between threads: by the order of all that the search is about. */
export interface Broken {
  readonly claims: readonly string[];
  readonly flags: Int8Array;
}

export function noneBroken(claims: readonly string[]): Broken {
  return { claims, flags: new Int8Array(new SharedArrayBuffer(claims.length)) };
}

export function setBroken(claim: string, { claims, flags }: Broken): void {
  Atomics.store(flags, claims.indexOf(claim), 1);
}

export function isBroken(claim: string, broken: Broken | undefined): boolean {
  return broken !== undefined && Atomics.load(broken.flags, broken.claims.indexOf(claim)) === 1;
}
