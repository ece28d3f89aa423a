import type { Check } from '../model/check.ts'
import type { ClassLabels, Convention, ModelRole, ScriptVariables } from '../model/exercise.ts'
import type { Limits } from '../model/session.ts'

/** What a function takes and gives, in the shape notation of statements, such as `float[n,d]`, `int`, `{mean: float[d]}` or `list of float[n]`. */
export interface FunctionSignature {
  /** Shape of each argument by its name, in the order of the call; `{}` for none. */
  readonly takes: Readonly<Record<string, string>>
  /** Shape of the answer. */
  readonly gives: string
}

/**
 * An exercise as its author writes it. Its id is the folder that it lies in, its total is the sum of the points of its checks, and its number
 * belongs to the sheet: none of them is written.
 */
export interface ExerciseDefinition {
  readonly title: string
  /** Functions that a submission must define, by name; left out where a person grades all there is. */
  readonly functions?: Readonly<Record<string, FunctionSignature>>
  /** In the order of the report. */
  readonly checks: readonly Check[]
  /** What a submission may declare under `declare:` in submission.yaml. */
  readonly conventions?: readonly Convention[]
  /** Names of the plots that a submission brings: `plots/<name>.png`. */
  readonly plots?: readonly string[]
  /** Functions that a model file without code can answer for. */
  readonly models?: readonly ModelRole[]
  /** How a script without functions may answer. */
  readonly variables?: readonly ScriptVariables[]
  /**
   * The axis whose order does not matter, as shapes name it, such as `n` of `float[n,d]`: classes, samples or coordinates. Who is asked about them
   * in another order, and whose answer is put back, is as right as before: `assay prove` tries that.
   */
  readonly permutable?: string
  /** A function of class labels, such as one that counts confusions: `assay prove` tries it with the classes numbered from the last to the first. */
  readonly classLabels?: ClassLabels
  /** Where they differ from the usual ones. */
  readonly limits?: Partial<Limits>
}

/** Data that checks read and students must not get, such as the labels of test images. */
export interface HiddenData {
  /** As `assay audit` names it, such as `test labels`. */
  readonly title: string
  /** Folder of the modules that read it, relative to the sheet. Of an exercise that leads to one of them, kits contain the checks with `inKit` alone. */
  readonly folder: string
  /** The numbers that `assay audit` looks for in what students get; left out where they stand for nothing by themselves. */
  readonly numbers?: () => ArrayLike<number>
  /** How many of them in a row are no accident: some 24 for digits, 3 for numbers of four digits. */
  readonly run?: number
}

/** A sheet as its author writes it. */
export interface SheetDefinition {
  /** Letters and digits joined by `-`, such as `deep-learning`. */
  readonly id: string
  readonly title: string
  /**
   * The number of each exercise on the sheet, such as `2b`, and its folder, such as `losses/mean-squared-error`; in the order of the sheet. A whole
   * number such as `6`, which JavaScript does not keep in its place, comes before the first greater one.
   */
  readonly exercises: Readonly<Record<string, string>>
  /** What is kept out of kits, beside hidden checks and reference solutions, and looked for by `assay audit`. */
  readonly hiddenData?: readonly HiddenData[]
}

/**
 * An exercise, the default export of `<unit>/<exercise>/exercise.ts`. Beside it lie `solution.ts`, which exports the functions, and
 * `statement.md`. The definition is given back as it is; it is checked when the sheet is loaded, which names the file and the place of what
 * cannot be used.
 *
 * @example
 * ```ts
 * import { defineExercise } from 'assay'
 * import { caseSet, closeToReference } from 'assay/checks'
 *
 * export default defineExercise({
 *   title: 'The mean of a vector',
 *   functions: { mean: { takes: { x: 'float[n]' }, gives: 'float' } },
 *   checks: [
 *     closeToReference({
 *       id: 'values',
 *       title: 'Known vectors',
 *       points: 2,
 *       entry: 'mean',
 *       cases: caseSet('known', () => [{ args: [[1, 2, 6]] }, { args: [[-4]] }]),
 *     }),
 *   ],
 * })
 * ```
 */
export function defineExercise(definition: ExerciseDefinition): ExerciseDefinition {
  return definition
}

/**
 * A sheet, the default export of `sheet.ts`. Exercises that lie in its folder and are not named are no part of it.
 *
 * @example
 * ```ts
 * import { defineSheet } from 'assay'
 *
 * export default defineSheet({
 *   id: 'statistics',
 *   title: 'Statistics, problem sheet 1',
 *   exercises: { '1a': 'moments/mean', '1b': 'moments/variance' },
 * })
 * ```
 */
export function defineSheet(definition: SheetDefinition): SheetDefinition {
  return definition
}
