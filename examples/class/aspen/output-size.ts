export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number) {
  return Math.round((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
}

export function poolOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number, ceilMode: boolean) {
  const size = (n + 2 * padding - dilation * (kernel - 1) - 1) / stride
  return (ceilMode ? Math.ceil(size) : Math.round(size)) + 1
}
