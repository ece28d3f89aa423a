/** Errors to the clean image between which credit falls from 1 to 0, and noise gains above which it is halved and gone. */
import { type Denoised, linearCredit } from 'assay/checks'

export interface Curve {
  readonly full: number
  readonly none: number
  readonly halved: number
  readonly gone: number
}

/** Every denoiser measured has a gain of at most 0.083, the best linear filter 0.136, clipping 0.53, a copy 1. */
const GATE = { halved: 0.25, gone: 0.6 }

/**
 * At a deviation of 0.3: with skips below the clipped Wiener filter (0.0103), which one epoch reaches (0.0073); without, below PCA-32 (0.0210). Half of
 * the noise, 0.045, earns nothing.
 */
const SKIP: Curve = { full: 0.01, none: 0.045, ...GATE }
const BOTTLENECK: Curve = { full: 0.0185, none: 0.045, ...GATE }
/** At a variance of 0.3: nine tenths of the Wiener filter (0.0216) and of the best PCA (0.0295); the plane of PCA-2 (0.054) earns nothing. */
const SKIP_VARIANCE: Curve = { full: 0.0195, none: 0.054, ...GATE }
const BOTTLENECK_VARIANCE: Curve = { full: 0.026, none: 0.054, ...GATE }
/** A declared code of at most 4 numbers: PCA-2 (0.0540) is full, the mean image nothing. So few numbers hold next to nothing of the noise (0.003). */
const FEW: Curve = { full: 0.0545, none: 0.064, halved: 0.05, gone: 0.15 }
/** A declared code of 5 to 15: PCA-10 (0.0352) is full. */
const SOME: Curve = { full: 0.0352, none: 0.054, halved: 0.1, gone: 0.3 }

export function skipCurve(variance: boolean): Curve {
  return variance ? SKIP_VARIANCE : SKIP
}

/** @param code - numbers in a code, where the submission declares it; a denoiser does not show it. */
export function bottleneckCurve(variance: boolean, code: number | undefined): Curve {
  if (code !== undefined && code <= 4) return FEW
  if (code !== undefined && code < 16) return SOME
  return variance ? BOTTLENECK_VARIANCE : BOTTLENECK
}

export function creditOf({ clean, gain }: Pick<Denoised, 'clean' | 'gain'>, curve: Curve): number {
  if (!(gain < curve.gone)) return 0
  const credit = linearCredit(clean, curve.full, curve.none)
  return gain > curve.halved ? credit / 2 : credit
}
