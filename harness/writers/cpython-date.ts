/** The date in a rotated file's name: `%Y-%m-%d_%H-%M-%S` in local time, as `when='S'` has it. */
const DATED = /^\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}$/u;

export function isDateSuffix(part: string): boolean {
  return DATED.test(part);
}

/**
 * The date of the second `ofS`, as `doRollover` writes it at `currentS` (both since 1970): where daylight saving time has
 * begun or ended between the two, Python moves the date by the hour that the clock has moved.
 */
export function dateSuffix(ofS: number, currentS: number): string {
  const savingNow = savesDaylight(currentS);
  const shiftS = savingNow === savesDaylight(ofS) ? 0 : savingNow ? 3600 : -3600;
  const date = new Date((ofS + shiftS) * 1000);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${twoDigits(day)}_${twoDigits(time)}`;
}

function twoDigits(parts: readonly number[]): string {
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** `tm_isdst`, which JavaScript doesn't have: the clock is ahead of the year's standard time. */
function savesDaylight(second: number): boolean {
  const date = new Date(second * 1000);
  const offsets = [0, 6].map((month) => new Date(date.getFullYear(), month).getTimezoneOffset());
  return date.getTimezoneOffset() < Math.max(...offsets);
}
