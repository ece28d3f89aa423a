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
 * The largest distance between the empirical and the true distribution function: Dvoretzky–Kiefer–Wolfowitz with Massart's constant.
 * Holds for every n and every continuous distribution.
 */
export function distributionBand(n: number): Band {
  return { low: 0, high: Math.sqrt(Math.log(2 / ALPHA) / (2 * n)) }
}

/**
 * χ² with n degrees of freedom divided by n: the mean square of n standard normal numbers.
 * @remarks Wilson–Hilferty; off by at most 2e-3 from n = 200 on.
 */
export function meanSquareBand(n: number): Band {
  const at = (z: number): number => (1 - 2 / (9 * n) + z * Math.sqrt(2 / (9 * n))) ** 3
  return { low: at(-Z), high: at(Z) }
}

/**
 * {@link distributionBand} of n normal numbers that were divided by their own root mean square. That moves the distribution function by at
 * most max |x φ(x)| = 0.242 times the relative error of the root, which the band of the mean square bounds.
 */
export function ownScaleBand(n: number): Band {
  return { low: 0, high: distributionBand(n).high + 0.242 * (1 - Math.sqrt(meanSquareBand(n).low)) }
}

/** The mean of n normal numbers with mean 0 and this standard deviation. */
export function meanBand(n: number, deviation: number): Band {
  const bound = (Z * deviation) / Math.sqrt(n)
  return { low: -bound, high: bound }
}

/** The correlation of n independent pairs: Fisher's transformation. Exact enough for pairs that are not normal when n ≥ 1000. */
export function correlationBand(n: number): Band {
  const bound = Math.tanh(Z / Math.sqrt(n - 3))
  return { low: -bound, high: bound }
}
