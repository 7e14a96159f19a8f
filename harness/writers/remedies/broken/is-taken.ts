/** Whether something could not be made since it is there already. */
export function isTaken(make: () => void): boolean {
  try {
    make();
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true;
    throw error;
  }
}
