import { bestMatch, imageOf2k, originalIn, otherPicture, tooFew } from './figures-of-digits.ts'
import { imageAt, likeness, panelsOf } from './panels.ts'
import type { Pixels } from './pixels.ts'
import { other, type Reading, SHOWN } from './reading.ts'

/** What a denoiser makes of a test image with noise of ours, and of the clean image. */
export interface Denoised {
  readonly name: string
  readonly ofNoisy: ArrayLike<number>
  readonly ofClean: ArrayLike<number>
  /** From `steadinessOf`. */
  readonly steadiness: number
}

/**
 * The student's noise is another than ours. Pictures of two noisy versions of an image have about the square of what either has with the
 * picture of the clean one: measured .94 to .99, at most .02 below the square. Noisy images have .6 to .85.
 */
const BELOW_SQUARE = 0.1
/** A denoiser whose pictures depend on the noise more than that is not compared: with two numbers in the code, or if it copies. */
const STEADY = 0.8
const TAIL = 0.05
/** A panel with the picture of the clean image has .998; with that of a noisy one at most .994 without skips and .988 with them. */
const OF_CLEAN = 0.996
/** A denoiser whose pictures do not depend on the noise tells nothing. */
const DEPENDS = 0.99
/** With noise of .3 or more a panel has at most .85 with its own clean image. */
const WITHOUT_NOISE = 0.9

/** Whether a figure shows test image `index`, the same with noise, and what the denoisers make of that, in whatever order of its panels. */
export function readDenoised(pixels: Pixels, index: number, denoisers: readonly Denoised[]): Reading {
  const panels = panelsOf(pixels)
  if (panels.length < denoisers.length + 1) return tooFew(panels)
  const wrong = originalIn(panels, index)
  if (wrong !== undefined) return wrong
  const original = imageOf2k(index)
  const ofClean = bestMatch(panels, [original, ...denoisers.map((one) => imageAt(one.ofClean, 0))]).slice(1)
  if (denoisers.some(dependsOnNoise) && ofClean.every((r) => r >= OF_CLEAN)) {
    return other(
      'of-clean-images',
      'shows what the networks make of the clean image, not of the noisy one',
      'Which images did the networks get when this figure was made?',
    )
  }
  if (panels.every((panel) => likeness(panel, original) >= WITHOUT_NOISE)) {
    return other('no-noisy-panel', 'has no panel with the noisy image')
  }
  const ofNoisy = bestMatch(panels, [original, ...denoisers.map((one) => imageAt(one.ofNoisy, 0))]).slice(1)
  const far = ofNoisy.findIndex((r, i) => {
    const one = denoisers[i] as Denoised
    return one.steadiness >= STEADY && r < ownLikeness(one) ** 2 - BELOW_SQUARE
  })
  return far === -1 ? SHOWN : otherPicture((denoisers[far] as Denoised).name, ofNoisy[far] as number)
}

/** How alike pictures of one image with different noise are at least, for 95 of 100 images. */
export function steadinessOf(ofNoisy: ArrayLike<number>, ofClean: ArrayLike<number>, count: number): number {
  const squares = Float64Array.from({ length: count }, (_, i) => likeness([imageAt(ofNoisy, i)], imageAt(ofClean, i)) ** 2)
  return squares.sort()[Math.floor(TAIL * count)] as number
}

function dependsOnNoise(one: Denoised): boolean {
  return ownLikeness(one) < DEPENDS
}

function ownLikeness({ ofNoisy, ofClean }: Pick<Denoised, 'ofNoisy' | 'ofClean'>): number {
  return likeness([imageAt(ofNoisy, 0)], imageAt(ofClean, 0))
}
