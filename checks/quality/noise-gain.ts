/** How far an output is from the clean image and from the noisy one, per pixel, and how much of the noise it still holds. */
export interface Denoised {
  /** Mean of (o − x)². */
  readonly clean: number
  /** Mean of (o − x̃)². */
  readonly noisy: number
  /** Mean of ε² with ε = x̃ − x. */
  readonly noise: number
  /** ⟨o − x, ε⟩ / ⟨ε, ε⟩: 0 when nothing of the noise is left, 1 for a copy of the noisy image. */
  readonly gain: number
}

/**
 * Measures a denoiser in float64.
 *
 * @param clean - x, any number of images one after the other.
 * @param noisy - x̃, as many numbers.
 * @param output - o, as many numbers, all finite.
 * @remarks clean = noisy + noise·(2·gain − 1) holds exactly, by expanding (o − x)² − (o − x̃)²; a test asserts it to 1e-12.
 * @example
 * ```ts
 * measureDenoised([0, 0], [1, -1], [1, -1]).gain // 1
 * ```
 */
export function measureDenoised(clean: ArrayLike<number>, noisy: ArrayLike<number>, output: ArrayLike<number>): Denoised {
  let toClean = 0
  let toNoisy = 0
  let noise = 0
  let held = 0
  for (let i = 0; i < clean.length; i++) {
    const x = clean[i] as number
    const epsilon = (noisy[i] as number) - x
    const left = (output[i] as number) - x
    toClean += left * left
    toNoisy += (left - epsilon) ** 2
    noise += epsilon * epsilon
    held += left * epsilon
  }
  return { clean: toClean / clean.length, noisy: toNoisy / clean.length, noise: noise / clean.length, gain: held / noise }
}

/**
 * The gain that two errors imply, without any array: from clean = noisy + noise·(2·gain − 1).
 * An error to the noisy image below half the noise implies a gain above 1/4 whatever the output is, since `clean` is never negative.
 */
export function impliedGain({ clean, noisy, noise }: Omit<Denoised, 'gain'>): number {
  return (1 + (clean - noisy) / noise) / 2
}
