import { PIXELS, SIDE } from '../quality/image-batch.ts'

/** Each output pixel from the values in the 3 × 3 window around it; outside of the image its edge goes on. */
function windowed(images: ArrayLike<number>, of: (window: Float64Array) => number): Float64Array {
  const out = new Float64Array(images.length)
  const window = new Float64Array(9)
  for (let start = 0; start < images.length; start += PIXELS) {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        let seen = 0
        for (let r = row - 1; r <= row + 1; r++) {
          for (let c = column - 1; c <= column + 1; c++) window[seen++] = images[start + within(r) * SIDE + within(c)] as number
        }
        out[start + row * SIDE + column] = of(window)
      }
    }
  }
  return out
}

/** In place: for nine numbers faster than what takes any number of them. */
function sorted(numbers: Float64Array): Float64Array {
  for (let i = 1; i < numbers.length; i++) {
    const value = numbers[i] as number
    let j = i - 1
    for (; j >= 0 && (numbers[j] as number) > value; j--) numbers[j + 1] = numbers[j] as number
    numbers[j + 1] = value
  }
  return numbers
}

function within(index: number): number {
  return Math.min(Math.max(index, 0), SIDE - 1)
}

export function boxBlur(images: ArrayLike<number>): Float64Array {
  return windowed(images, (window) => window.reduce((sum, value) => sum + value, 0) / window.length)
}

export function medianBlur(images: ArrayLike<number>): Float64Array {
  return windowed(images, (window) => sorted(window)[4] as number)
}

export function clip(images: ArrayLike<number>): Float64Array {
  return pointwise(images, (value) => Math.min(Math.max(value, 0), 1))
}

export function pointwise(images: ArrayLike<number>, of: (value: number) => number): Float64Array {
  const out = new Float64Array(images.length)
  for (let i = 0; i < out.length; i++) out[i] = of(images[i] as number)
  return out
}

/** Steps in which a posterior mean is tabulated; between them it is taken as linear. */
const STEPS = 1000

/**
 * The mean of a clean pixel given its noisy value alone, the pixel's values drawn from `histogram`.
 *
 * @param histogram - how often each of the 256 grey values occurs.
 * @param deviation - of the normal noise.
 */
export function posteriorMean(images: ArrayLike<number>, histogram: ArrayLike<number>, deviation: number): Float64Array {
  const known = new Map<number, number>()
  const at = (step: number): number => {
    const mean = known.get(step) ?? posteriorMeanOf(step / STEPS, histogram, deviation)
    known.set(step, mean)
    return mean
  }
  return pointwise(images, (noisy) => {
    const below = Math.floor(noisy * STEPS)
    const share = noisy * STEPS - below
    return (1 - share) * at(below) + share * at(below + 1)
  })
}

function posteriorMeanOf(noisy: number, histogram: ArrayLike<number>, deviation: number): number {
  let weights = 0
  let sum = 0
  for (let grey = 0; grey < 256; grey++) {
    const value = grey / 255
    // The factor without `value` is the same above and below the line; left out, no weight underflows.
    const weight = (histogram[grey] as number) * Math.exp((2 * noisy * value - value ** 2) / (2 * deviation ** 2))
    weights += weight
    sum += weight * value
  }
  return sum / weights
}
