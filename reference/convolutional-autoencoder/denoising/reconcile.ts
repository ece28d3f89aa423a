import type { Denoised } from 'assay/checks'
import { isNear, type Target, UNITS, type Unit } from './loss-rows.ts'

/** What a reported loss can mean, given what the model does. */
export interface Meaning {
  readonly unit: Unit
  readonly target: Target
}

/**
 * The loss was taken with other noise and perhaps on all 10000 test images, on which errors differ by up to 4 % from those of the first 2000;
 * units are a factor of 784 apart, targets mostly one of 5.
 */
const SAMPLES = 0.06
/** Half of the last of four decimals, with which losses are usually printed. */
const PRINTED = 0.6e-4

/** Every unit, the declared one among them, and target whose loss the reported one is, the nearest first. */
export function meaningsOf(reported: number, { clean, noisy }: Pick<Denoised, 'clean' | 'noisy'>, declared?: Unit): readonly Meaning[] {
  const distance = ({ unit, target }: Meaning): number => {
    const error = target === 'clean' ? clean : noisy
    if (unit.upTo !== undefined) return isNear(unit, reported, error, 1 + SAMPLES) ? 0 : Number.POSITIVE_INFINITY
    const expected = unit.factor * error
    return Math.abs(reported - expected) / (SAMPLES * Math.abs(expected) + (unit.factor < 1 ? 0 : PRINTED))
  }
  const units = declared === undefined || UNITS.includes(declared) ? UNITS : [...UNITS, declared]
  return units
    .flatMap((unit) => (['clean', 'noisy'] as const).map((target) => ({ unit, target })))
    .filter((meaning) => distance(meaning) <= 1)
    .sort((a, b) => distance(a) - distance(b))
}

/**
 * Whether a loss to the noisy image proves by itself that the noise is copied: below half of the noise it implies a gain above 1/4 for every output,
 * since m_clean = m_noisy + s²(2β − 1) cannot be negative.
 */
export function provesCopying(reported: number, unit: Unit, noise: number): boolean {
  return reported / unit.factor < noise / 2
}
