const DECAY_MEAN = 0.9
const DECAY_SQUARE = 0.999
const EPSILON = 1e-7

/** One parameter array and the moments that Adam keeps of its gradient, in double precision. */
export interface Trained {
  readonly values: Float64Array
  readonly mean: Float64Array
  readonly square: Float64Array
}

export function trained(values: ArrayLike<number>): Trained {
  return { values: Float64Array.from(values), mean: new Float64Array(values.length), square: new Float64Array(values.length) }
}

/**
 * One step of Adam, in place.
 * @param step - counts from 1.
 * @see Kingma, Ba: Adam, a method for stochastic optimization, algorithm 1
 */
export function adamStep({ values, mean, square }: Trained, gradient: ArrayLike<number>, rate: number, step: number): void {
  const correctedRate = (rate * Math.sqrt(1 - DECAY_SQUARE ** step)) / (1 - DECAY_MEAN ** step)
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i] as number
    const m = DECAY_MEAN * (mean[i] as number) + (1 - DECAY_MEAN) * g
    const v = DECAY_SQUARE * (square[i] as number) + (1 - DECAY_SQUARE) * g * g
    mean[i] = m
    square[i] = v
    values[i] = (values[i] as number) - (correctedRate * m) / (Math.sqrt(v) + EPSILON)
  }
}

/** From `rate` at the first step to a twentieth of it at the last, along half a cosine. */
export function rateAt(rate: number, step: number, steps: number): number {
  return rate * (0.05 + 0.475 * (1 + Math.cos((Math.PI * step) / steps)))
}
