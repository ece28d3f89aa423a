export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number | null {
  const room = n + 2 * padding - dilation * (kernel - 1) - 1
  return room < 0 ? null : Math.floor(room / stride)
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean): number | null {
  const room = n + 2 * padding - dilation * (kernel - 1) - 1
  if (room < 0 || padding > kernel / 2) return null
  const size = Math.floor((room + (ceilMode ? stride - 1 : 0)) / stride) + 1
  return ceilMode && (size - 1) * stride >= n + padding ? size - 1 : size
}
