/** Whole hundredths of a point as a number of points. */
export function points(hundredths: number): number {
  return hundredths / 100
}

/** Whole hundredths as `7`, `7.5` or `7.25`; `decimals` fixes their number so that columns align. */
export function pointsText(hundredths: number, decimals = decimalsOf([hundredths])): string {
  return (hundredths / 100).toFixed(decimals)
}

/** `1 point`, `1.5 points`. */
export function countedPoints(hundredths: number): string {
  return `${pointsText(hundredths)} point${hundredths === 100 ? '' : 's'}`
}

/** How many decimals it takes to write every one of these hundredths. */
export function decimalsOf(values: readonly number[]): number {
  if (values.every((value) => value % 100 === 0)) return 0
  return values.every((value) => value % 10 === 0) ? 1 : 2
}

/** Share of the maximum in whole percent, rounded half up; 100 % means all of it. An empty maximum is 0 %. */
export function percent(score: number, max: number): number {
  if (max === 0) return 0
  const rounded = Math.floor((100 * score) / max + 0.5 + 1e-9)
  return rounded === 100 && score < max ? 99 : rounded
}
