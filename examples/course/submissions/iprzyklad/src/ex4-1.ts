export function convOutputSize(n: number, kernel: number, _stride: number, padding: number, dilation: number): number | null {
  let places = 0
  for (let start = -padding; start + dilation * (kernel - 1) <= n + padding - 1; start += 1) places += 1
  return places > 0 ? places : null
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): number | null {
  if (padding > Math.floor(kernel / 2)) return null
  const reach = dilation * (kernel - 1)
  let places = 0
  let start = -padding
  for (; start + reach < n + padding; start += stride) places += 1
  if (places === 0) return null
  const uncovered = start - stride + reach < n + padding - 1
  return ceilMode && uncovered && start < n ? places + 1 : places
}
