import { normalCdf } from './normal-distribution.ts'

/**
 * Bands that a statistic of honest draws leaves with probability 1e-6. Every one takes the number of draws, so that a sampler that is
 * right never depends on how much of it was seen.
 */
export interface Band {
  readonly low: number
  readonly high: number
}

/** Chance with which each band is left. */
const ALPHA = 1e-6

/** Φ(−z) = ALPHA/2: the two-sided normal quantile. */
const Z = 4.891638475699

/**
 * How far from 0 the farthest of `count` standard normal numbers gets with probability 1e-6 at most: the numbers may depend on each other
 * (Bonferroni). The bound of one number is Z.
 */
export function farthest(count: number): number {
  const tail = ALPHA / (2 * count)
  let [low, high] = [0, 8]
  // 2⁻⁴⁸ · 8 is 3e-14.
  for (let step = 0; step < 48; step++) {
    const middle = (low + high) / 2
    if (normalCdf(-middle) > tail) low = middle
    else high = middle
  }
  return high
}

/**
 * The largest distance between the empirical and the true distribution function: Dvoretzky–Kiefer–Wolfowitz with Massart's constant.
 * Holds for every n and every continuous distribution.
 * @example
 * ```ts
 * distributionBand(20000).high.toFixed(4) // '0.0190'
 * ```
 */
export function distributionBand(n: number): Band {
  return { low: 0, high: Math.sqrt(Math.log(2 / ALPHA) / (2 * n)) }
}

/**
 * χ² with n degrees of freedom divided by n: the mean square of n standard normal numbers.
 * @param count - how many such mean squares are looked at together.
 * @remarks Wilson–Hilferty; off by at most 2e-3 from n = 200 on, and by 4e-3 at 99.
 * @example
 * ```ts
 * meanSquareBand(20000).high.toFixed(3) // '1.050'
 * ```
 */
export function meanSquareBand(n: number, count = 1): Band {
  const z = count === 1 ? Z : farthest(count)
  const at = (x: number): number => (1 - 2 / (9 * n) + x * Math.sqrt(2 / (9 * n))) ** 3
  return { low: at(-z), high: at(z) }
}

/**
 * The fourth moment of n normal numbers about their own mean, divided by the square of the second: 3 in the limit.
 * @see Anscombe, Glynn, Distribution of the kurtosis statistic b₂ for normal samples, Biometrika 70(1), 1983
 */
export function kurtosisBand(n: number): Band {
  const mean = (3 * (n - 1)) / (n + 1)
  const deviation = Math.sqrt((24 * n * (n - 2) * (n - 3)) / ((n + 1) ** 2 * (n + 3) * (n + 5)))
  const skewness = ((6 * (n * n - 5 * n + 2)) / ((n + 7) * (n + 9))) * Math.sqrt((6 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)))
  const a = 6 + (8 / skewness) * (2 / skewness + Math.sqrt(1 + 4 / skewness ** 2))
  const at = (z: number): number => {
    const root = 1 - 2 / (9 * a) - z * Math.sqrt(2 / (9 * a))
    return mean + deviation * (((1 - 2 / a) / root ** 3 - 1) / Math.sqrt(2 / (a - 4)))
  }
  return { low: at(-Z), high: at(Z) }
}

/**
 * The largest absolute value of n standard normal numbers: half of alpha on either side.
 *
 * @example
 * ```ts
 * largestBand(20000).high.toFixed(2) // '6.67'
 * ```
 */
export function largestBand(n: number): Band {
  // P(all below t) = (1 − 2Φ(−t))ⁿ is ALPHA/2 where 2Φ(−t) = −ln(ALPHA/2)/n, as far as that is small.
  return { low: farthest((ALPHA * n) / -Math.log(ALPHA / 2)), high: farthest(2 * n) }
}

/**
 * {@link distributionBand} of n normal numbers that were divided by their own root mean square. That moves the distribution function by at
 * most max |x φ(x)| = 0.242 times the relative error of the root, which the band of the mean square bounds.
 */
export function ownScaleBand(n: number): Band {
  return { low: 0, high: distributionBand(n).high + 0.242 * (1 - Math.sqrt(meanSquareBand(n).low)) }
}

/**
 * The mean square of n normal numbers divided by that of n others: its logarithm has the variance 4/n.
 *
 * @example
 * ```ts
 * meanSquareRatioBand(20000).high.toFixed(3) // '1.072'
 * ```
 */
export function meanSquareRatioBand(n: number): Band {
  const bound = Math.exp((2 * Z) / Math.sqrt(n))
  return { low: 1 / bound, high: bound }
}

/**
 * The mean of n normal numbers with mean 0 and this standard deviation.
 *
 * @example
 * ```ts
 * meanBand(10000, 0.5).high.toFixed(4) // '0.0245'
 * ```
 */
export function meanBand(n: number, deviation: number): Band {
  const bound = (Z * deviation) / Math.sqrt(n)
  return { low: -bound, high: bound }
}

/**
 * The correlation of n independent pairs: Fisher's transformation. Exact enough for pairs that are not normal when n ≥ 1000. `count` of them are looked at together.
 *
 * @example
 * ```ts
 * correlationBand(10000).high.toFixed(4) // '0.0489'
 * ```
 */
export function correlationBand(n: number, count = 1): Band {
  const bound = Math.tanh((count === 1 ? Z : farthest(count)) / Math.sqrt(n - 3))
  return { low: -bound, high: bound }
}
