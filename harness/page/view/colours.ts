/** How many colours there are for processes: Okabe and Ito's, which colour-blind people tell apart, but for red, which marks harm. */
const colours = 6;

/** The class that gives something the colour of its process. */
export function laneClass(lane: number | undefined): string {
  return lane === undefined ? 'nobody' : `lane${lane % colours}`;
}
