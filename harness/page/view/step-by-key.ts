/** The step to which a key leads; nothing where it is none of those that step. */
export function stepByKey(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  step: number,
  last: number,
): number | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return step + 1;
    case 'ArrowLeft':
    case 'ArrowUp':
      return step - 1;
    case 'PageDown':
      return step + 10;
    case 'PageUp':
      return step - 10;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
