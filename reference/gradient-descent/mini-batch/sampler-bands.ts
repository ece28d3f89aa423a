/**
 * Bands in which the statistics of an honest sampler fall, for {@link DRAWS} mini-batches of {@link BATCH} out of {@link SAMPLES}.
 * An honest sampler leaves one with probability at most 1e-6. All numbers are found again in sampler-bands.test.ts.
 */

export const SAMPLES = 100
export const BATCH = 20

/**
 * Draws are what a grading costs most. No wrong sampler of the sheet needs more of them: with replacement a draw is free of repeats with
 * probability 0.13, three hundred draws never; a last index that is never drawn is 0 times in, a fixed batch puts its indices in 300 times.
 */
export const DRAWS = 300

/**
 * Among so few samples a shuffle that is off by one shows: one that never leaves a sample in its place never draws the first, one that
 * leaves out the last exchange never the second. A count is Binomial(60, 1/3); one of three is below 3 with probability 4e-8.
 */
export const FEW = { samples: 3, draws: 60, least: 3 }

export interface Band {
  readonly low: number
  readonly high: number
}

export interface SamplerBands {
  /** Mean over all draws of the squared batch mean of scores, +1 for the first half of the samples and −1 for the second. */
  readonly squaredMean: Band
  /** How often each single index is drawn. */
  readonly inclusion: Band
  /** Number of draws in which some index comes twice. */
  readonly repeats: Band
}

/**
 * The squared mean x of a batch lies in [0, 1], has the mean μ = 4/99 (the variance ratio, since the scores have variance 1) and the variance
 * σ² = 0.0031577 (the number of +1 is hypergeometric). Bernstein's inequality for the average of R draws,
 * P(|x̄ − μ| ≥ t) ≤ 2 exp(−R t² / (2σ² + 2bt/3)) with b = 1 − μ, is 1e-6 at t = 0.038809. Blocks of neighbours have x̄ ≈ 0.7, every fifth
 * sample x̄ = 0. An index is in a draw with probability 1/5: its count is Binomial(300, 1/5), and each tail outside 24..102 holds less
 * than 5e-9, together 1e-6 for both tails of 100 indices.
 */
export const WITHOUT_REPLACEMENT: SamplerBands = {
  squaredMean: { low: 0.001595, high: 0.079213 },
  inclusion: { low: 24, high: 102 },
  repeats: { low: 0, high: 0 },
}

/** The same with μ = 1/20, σ² = 0.00475 (binomial), hence t = 0.041658, and counts of Binomial(6000, 1/100). Repeats: Binomial(300, 0.8696). */
export const WITH_REPLACEMENT: SamplerBands = {
  squaredMean: { low: 0.008342, high: 0.091658 },
  inclusion: { low: 21, high: 109 },
  repeats: { low: 230, high: 286 },
}
