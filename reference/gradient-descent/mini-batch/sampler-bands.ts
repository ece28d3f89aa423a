import { type Band, meanSquareBand } from 'assay/math'

/**
 * Bands in which the statistics of an honest sampler fall, for {@link DRAWS} mini-batches of {@link BATCH} out of {@link SAMPLES}.
 * An honest sampler leaves one with probability at most 1e-6. All numbers are found again in sampler-bands.test.ts; power.test.ts holds
 * which wrong samplers they see.
 */

export const SAMPLES = 100
export const BATCH = 20

/**
 * Draws are what a grading costs most. With replacement a draw is free of repeats with probability 0.13, three hundred draws never; indices
 * by the remainder of a byte, the nearest to an honest sampler that is known, lie 4 standard deviations outside of what chi-squared may be.
 */
export const DRAWS = 300

/**
 * One of three, drawn by itself: chi-squared with two degrees of freedom, which is above 27.63 with probability exp(−27.63/2) = 1e-6.
 * Among so few a shuffle that never leaves a sample in its place never draws the first, one without its last exchange never the second, and
 * rounding in place of cutting draws the middle one twice as often.
 */
export const FEW = { samples: 3, draws: 800, unevenness: 27.63 }

/**
 * Draws whose indices are those of a draw before. A generator with as few as 2^17 states gives more than six of them with probability 1e-7, one
 * that makes a thousand of all seeds some 40.
 */
export const SAME_AGAIN: Band = { low: 0, high: 6 }

/** Chi-squared of the counts of all indices by its degrees of freedom: that the counts add up takes one. */
export const unevennessBand = (): Band => meanSquareBand(SAMPLES - 1)

export interface SamplerBands {
  /** How often the least drawn index comes at least. */
  readonly least: number
  /** Variance of how often one index comes. */
  readonly countVariance: number
  /** How often the two indices that come together most often do. */
  readonly together: Band
  /** Mean over all draws of the squared batch mean of scores, +1 for the first half of the samples and −1 for the second. */
  readonly squaredMean: Band
  /** Number of draws in which some index comes twice. */
  readonly repeats: Band
}

/**
 * The squared mean x of a batch lies in [0, 1], has the mean μ = 4/99 (the variance ratio, since the scores have variance 1) and the variance
 * σ² = 0.0031577 (the number of +1 is hypergeometric). Bernstein's inequality for the average of R draws,
 * P(|x̄ − μ| ≥ t) ≤ 2 exp(−R t² / (2σ² + 2bt/3)) with b = 1 − μ, is 1e-6 at t = 0.038809. Blocks of neighbours have x̄ ≈ 0.7, every fifth
 * sample x̄ = 0. An index is in a draw with probability p = 1/5, one of 100 in fewer than 24 with 5e-7: an index that never comes is seen as such; counts of R draws have the variance R p (1 − p), times N/(N − 1) because all
 * counts of a draw add up. Two indices come together with probability 19/495: in more than 37 draws one of the 4950 pairs with 1e-6.
 */
export const WITHOUT_REPLACEMENT: SamplerBands = {
  least: 24,
  countVariance: ((DRAWS * BATCH) / SAMPLES) * (1 - BATCH / SAMPLES) * (SAMPLES / (SAMPLES - 1)),
  together: { low: 0, high: 37 },
  squaredMean: { low: 0.001595, high: 0.079213 },
  repeats: { low: 0, high: 0 },
}

/** The same with μ = 1/20, σ² = 0.00475 (binomial), hence t = 0.041658, counts of a multinomial and pairs of probability 0.0318. Repeats: Binomial(300, 0.8696). */
export const WITH_REPLACEMENT: SamplerBands = {
  least: 21,
  countVariance: (DRAWS * BATCH) / SAMPLES,
  together: { low: 0, high: 34 },
  squaredMean: { low: 0.008342, high: 0.091658 },
  repeats: { low: 230, high: 286 },
}

/**
 * A hundred epochs of 11 samples in batches of 3. Two samples share a batch with probability 10/55: each tail of 55 pairs outside of these
 * counts holds less than 5e-7. A sample is one of the two that are left over with probability 2/11; counts have the variance
 * R p (1 − p) N/(N − 1), and their chi-squared with ten degrees of freedom is above 46.86 with probability 1e-6.
 */
export const EPOCHS = {
  samples: 11,
  batch: 3,
  epochs: 100,
  together: { low: 1, high: 42 },
  leftOver: { countVariance: 100 * (2 / 11) * (9 / 11) * (11 / 10), unevenness: 46.87 },
}

/**
 * Epochs of three samples, one at a time: each of six orders as often as the others. Chi-squared with five degrees of freedom is above 35.89 with
 * probability 1e-6; a shuffle that never leaves a sample in its place gives two of the six orders.
 */
export const ORDERS = { samples: 3, epochs: 200, unevenness: 35.89 }

/**
 * Epochs of many samples, of which it is looked at how far each is from where it began, as an angle on a circle of all places. For honest orders the
 * squared length of the sum of N such unit vectors, divided by N, is above ln(1e6) with probability 1e-6 (Rayleigh's test; Mardia and Jupp, Directional
 * Statistics, 2000, 6.3.1). A shuffle that exchanges each sample with any of all moves too many a little backwards, far too few to be seen among three.
 */
export const PLACES = { samples: 500, batch: 10, epochs: 30, resultant: 13.82 }
