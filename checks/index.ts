/**
 * What `assay/checks` exports: the kinds of checks, what they compare with, and the parts of which an author makes another kind.
 *
 * @module assay/checks
 */

export { type Asked, ask, type Batches, batchesOf, type Call } from './ask.ts'
export { type Case, type CaseSet, caseSet, oneApart, part } from './case.ts'
export { type Comparison, compare } from './compare/compare.ts'
export { notFinite } from './compare/not-finite.ts'
export { describeValue, numericView } from './compare/numeric-view.ts'
export { near, printed, T32, T64, type Tolerance } from './compare/tolerance.ts'
export type { Mistake, Predicted } from './explain/explain.ts'
export { namedTogether } from './explain/named-together.ts'
export { type Noised, nameNoise } from './explain/noise-causes.ts'
export type { Variant } from './explain/under-variants.ts'
export type { JudgeHalf, Judging } from './halves.ts'
export type { DistributionJudge, Statistic } from './judging/distribution.ts'
export type { ErrorRatioJudge, ErrorSlip, Known } from './judging/error-ratio.ts'
export type { Follows } from './judging/follow-through.ts'
export type { Answered, LawJudge, LawMistake } from './judging/invariant.ts'
export type { PartCode } from './judging/part-of.ts'
export { type CloseToReferenceSpec, closeToReference, type FollowThrough } from './kinds/close-to-reference.ts'
export { type DistributionSpec, distribution } from './kinds/distribution.ts'
export { type ErrorRatioSpec, errorRatio } from './kinds/error-ratio.ts'
export { type EssaySpec, essay } from './kinds/essay.ts'
export { exact } from './kinds/exact.ts'
export { type GradientSpec, gradient } from './kinds/gradient.ts'
export { type InputUnchangedSpec, inputUnchanged } from './kinds/input-unchanged.ts'
export { type InvariantSpec, invariant } from './kinds/invariant.ts'
export {
  type Asker,
  byCredit,
  type Draw,
  forPerson,
  type ModelQualitySpec,
  measured,
  modelQuality,
  usable,
} from './kinds/model-quality.ts'
export { normality } from './kinds/normality.ts'
export { type PlotsSpec, plots } from './kinds/plots.ts'
export { type SubspaceMistake, type SubspaceSpec, subspace } from './kinds/subspace.ts'
export { once } from './once.ts'
export { accepted, type CheckSpec, error, note, outside, wrong } from './outcome.ts'
export { defineCheck, type OwnHalves, type OwnJudge } from './own-check.ts'
export { confusionMatrix, embeddingPoints, imageGrid, rounded, SHOWN_IMAGES, SHOWN_POINTS } from './plots/artifacts.ts'
export { accuracy, classCounts, confusionCounts, largestColumns } from './quality/accuracy.ts'
export { creditBetween, linearCredit } from './quality/credit.ts'
export { neighbourAccuracy, neighbourAccuracyOf } from './quality/nearest-neighbours.ts'
export { type Denoised, measureDenoised } from './quality/noise-gain.ts'
export { askThrough, COMPARED, inEitherForm, type Judge, NOT_COMPARED, type OtherForm } from './quality/other-form.ts'
export { meanSquaredError } from './quality/squared-error.ts'
export { noting, Unusable, unusable } from './quality/unusable.ts'
