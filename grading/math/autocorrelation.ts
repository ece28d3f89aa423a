/**
 * The sums Σ x[i]·x[i + k] over all places, for each distance k from 0 to n − 1.
 *
 * @param values - n numbers.
 * @returns n sums; rounding moves them by about 1e-13 of the first.
 * @remarks By the discrete Fourier transform of the zero-padded values: n log n steps.
 * @example
 * ```ts
 * [...autocorrelationSums([1, 2, 3])].map(Math.round) // [14, 8, 3]
 * ```
 */
export function autocorrelationSums(values: readonly number[]): Float64Array {
  let size = 1
  while (size < 2 * values.length) size *= 2
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  re.set(values)
  transform(re, im)
  for (let i = 0; i < size; i++) {
    re[i] = (re[i] as number) ** 2 + (im[i] as number) ** 2
    im[i] = 0
  }
  // The power spectrum is even: the transform is its own inverse, up to the factor.
  transform(re, im)
  return re.subarray(0, values.length).map((sum) => sum / size)
}

/** The transform of Cooley and Tukey in place; the length is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[re[i], re[j]] = [re[j] as number, re[i] as number]
      ;[im[i], im[j]] = [im[j] as number, im[i] as number]
    }
  }
  const [cos, sin] = [new Float64Array(size / 2), new Float64Array(size / 2)]
  for (let k = 0; k < size / 2; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size)
    sin[k] = -Math.sin((2 * Math.PI * k) / size)
  }
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half)
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [a, b] = [start + k, start + k + half]
        const [c, s] = [cos[k * stride] as number, sin[k * stride] as number]
        const [x, y] = [re[b] as number, im[b] as number]
        const [tx, ty] = [x * c - y * s, x * s + y * c]
        re[b] = (re[a] as number) - tx
        im[b] = (im[a] as number) - ty
        re[a] = (re[a] as number) + tx
        im[a] = (im[a] as number) + ty
      }
    }
  }
}
