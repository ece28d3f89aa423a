export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): string | null {
  const free = n + 2 * padding - dilation * (kernel - 1) - 1
  if (free < 0) return null
  const side = Math.floor(free / stride) + 1
  return `${side}x${side}`
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): string | null {
  if (padding > Math.floor(kernel / 2)) return null
  const free = n + 2 * padding - dilation * (kernel - 1) - 1
  if (free < 0) return null
  let side = (ceilMode ? Math.ceil(free / stride) : Math.floor(free / stride)) + 1
  while ((side - 1) * stride >= n + padding) side--
  return `${side} x ${side}`
}
