/** What `assay` exports: the definitions of a sheet and the words that checks and solutions share. */
export type { Artifact } from './model/artifact.ts'
export type { Check, CheckContext, Criterion, Outcome, Verdict, Visibility } from './model/check.ts'
export type { ClassLabels, Convention, ModelRole, ScriptVariables } from './model/exercise.ts'
export type { Finding, FindingData } from './model/finding.ts'
export type { Answer, Fault, Limits, Session } from './model/session.ts'
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
