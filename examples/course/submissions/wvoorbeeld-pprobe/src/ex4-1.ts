function roomFor(n: number, kernel: number, padding: number, dilation: number): number {
  const room = n + 2 * padding - dilation * (kernel - 1) - 1
  if (room < 0) throw new RangeError('the kernel is larger than the padded input')
  return room
}

export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number {
  return Math.floor(roomFor(n, kernel, padding, dilation) / stride) + 1
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): number {
  if (padding > Math.floor(kernel / 2)) throw new RangeError('pad should be at most half of the kernel')
  const steps = roomFor(n, kernel, padding, dilation) / stride
  if (!ceilMode) return Math.floor(steps) + 1
  return Math.ceil(steps) * stride >= n + padding ? Math.ceil(steps) : Math.ceil(steps) + 1
}
