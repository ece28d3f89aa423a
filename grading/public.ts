/**
 * What `assay` exports: the definitions of a sheet and the words that checks and solutions share.
 *
 * @module assay
 */
export type { Artifact, ConfusionCounts, Curves, EmbeddingPoints, ImageGrid } from './model/artifact.ts'
export type {
  Agreement,
  Check,
  CheckContext,
  Criterion,
  Halves,
  JudgeContext,
  LookedAt,
  Outcome,
  PlanContext,
  Verdict,
  Visibility,
} from './model/check.ts'
export type { ClassLabels, Convention, ModelRole, ScriptVariables } from './model/exercise.ts'
export type { Excerpt, Finding, FindingData, Severity } from './model/finding.ts'
export type { Picture, ShownPicture } from './model/picture.ts'
export type { Answer, Fault, Limits, Place, Session, Usage } from './model/session.ts'
export {
  type Args,
  fieldOf,
  integers,
  isList,
  isRecord,
  isTensor,
  listOf,
  nameKey,
  type Plain,
  toPlain,
  toValue,
  type Value,
  type ValueRecord,
} from './model/value.ts'
export {
  defineExercise,
  defineSheet,
  type ExerciseDefinition,
  type FunctionSignature,
  type HiddenData,
  type SheetDefinition,
} from './sheet/definition.ts'
