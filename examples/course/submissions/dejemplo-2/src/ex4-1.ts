type Size = [number, number] | null

const square = (side: number): Size => [side, side]

export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): Size {
  const span = dilation * (kernel - 1) + 1
  return n + 2 * padding < span ? null : square(Math.floor((n + 2 * padding - span) / stride + 1))
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): Size {
  const span = dilation * (kernel - 1) + 1
  if (kernel < 2 * padding || n + 2 * padding < span) return null
  const steps = (n + 2 * padding - span) / stride
  const last = ceilMode ? Math.ceil(steps) : Math.floor(steps)
  return square(last * stride < n + padding ? last + 1 : last)
}
