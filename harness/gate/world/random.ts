/** Bytes that look random and are the same for the same seed: SplitMix32, four bytes a draw. */
export interface RandomSource {
  state: number;
}

export function fillRandom(source: RandomSource, bytes: Buffer): void {
  for (let index = 0; index < bytes.length; index += 4) {
    source.state = (source.state + 0x9e37_79b9) | 0;
    let mixed = source.state ^ (source.state >>> 16);
    mixed = Math.imul(mixed, 0x21f0_aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a_2d97);
    mixed ^= mixed >>> 15;
    for (let part = 0; part < 4 && index + part < bytes.length; part++)
      bytes[index + part] = (mixed >>> (8 * part)) & 0xff;
  }
}
