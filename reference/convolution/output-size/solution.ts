/**
 * Length of one axis after a convolution: the number of places where the window lies wholly inside the padded input.
 *
 * @param n - length of the axis, ≥ 1.
 * @param kernel - taps of the window, ≥ 1.
 * @param stride - distance between windows, ≥ 1.
 * @param padding - cells added on each of the two sides, ≥ 0.
 * @param dilation - distance between taps, ≥ 1: the window spans d(k − 1) + 1 cells.
 * @returns ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1, or null when no window fits.
 * @see Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), relationships 6 and 15
 */
export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number | null {
  const room = n + 2 * padding - spanOf(kernel, dilation)
  return room < 0 ? null : Math.floor(room / stride) + 1
}

/**
 * Length of one axis after pooling.
 *
 * @param n - length of the axis, ≥ 1.
 * @param kernel - taps of the window, ≥ 1.
 * @param stride - distance between windows, ≥ 1.
 * @param padding - cells added on each of the two sides, 0..⌊k/2⌋; more would allow a window without one cell of the input.
 * @param dilation - distance between taps, ≥ 1.
 * @param ceilMode - whether a last window may reach beyond the padded input. It still has to start inside the input or the left padding.
 * @returns the number of windows, or null when the padding is too large or no whole window fits.
 * @see PyTorch, documentation of MaxPool2d; fixtures/golden/convolution/output-size/PROVENANCE.md
 */
export function poolOutputSize(
  n: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceilMode: boolean,
): number | null {
  if (padding > Math.floor(kernel / 2)) return null
  const room = n + 2 * padding - spanOf(kernel, dilation)
  if (room < 0) return null
  if (!ceilMode) return Math.floor(room / stride) + 1
  const size = Math.ceil(room / stride) + 1
  return (size - 1) * stride >= n + padding ? size - 1 : size
}

function spanOf(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1
}
