/** A coordinate with at most two decimals. */
export function tidy(value: number): number {
  return Number(value.toFixed(2))
}
