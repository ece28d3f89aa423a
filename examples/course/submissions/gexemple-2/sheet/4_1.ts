function windows(n: number, k: number, s: number, p: number, d: number): number | null {
  const free = n + 2 * p - d * (k - 1) - 1
  return free < 0 ? null : Math.floor(free / s) + 1
}

export const convOutputSize = windows

export function poolOutputSize(n: number, k: number, s: number, p: number, d: number, ceilMode: boolean): number | null {
  if (p > Math.floor(k / 2)) return null
  const whole = windows(n, k, s, p, d)
  if (whole === null || !ceilMode) return whole
  const rounded = Math.ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1
  return (rounded - 1) * s >= n + p ? whole : rounded
}
