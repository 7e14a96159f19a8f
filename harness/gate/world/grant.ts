/**
 * A lock that was given out. It says which process holds it, and which steps may end by giving it up. The kernel alone decides
 * whether it is still held.
 */
export interface Grant {
  readonly member: number;
  readonly pid: number;
  readonly descriptor: number;
  readonly inode: number;
  readonly kind: 'whole' | 'range';
  readonly exclusive: boolean;
}
