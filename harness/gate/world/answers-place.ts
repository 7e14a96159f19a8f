/**
 * Where a member leaves what it answers: some bytes of its memory, which it has written to its standard output once, with this sign at
 * their beginning. Then they hold how many bytes of text follow, in 32 bits, and the text.
 */
export const answersPlace = { sign: 'The answers of this process are here.\n', roomBytes: 4096 } as const;
