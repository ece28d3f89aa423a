import type { Check } from './check.ts'
import type { Limits } from './session.ts'
import type { Args, Plain, Value } from './value.ts'

/** An exported function of an exercise. Shapes in the notation of the statement, e.g. `float[n,d]`. */
export interface EntryPoint {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly shape: string }[]
  readonly returns: string
}

/**
 * A convention a submission may declare under `declare:` in submission.yaml. It is translated where values cross to and from
 * the submission, so that no check needs to know of it.
 */
export interface Convention {
  /** As in `declare: {key: value}`. */
  readonly key: string
  readonly value: string
  /** A whole sentence for the report: what was declared and how it was graded. */
  readonly note: string
  /** Entries that nobody who follows it answers rightly without it: right answers there show that the declaration is not followed. */
  readonly neededBy?: readonly string[]
  toStudent?(entry: string, args: Args): Args
  /** Whether the translation takes the right answer. */
  readonly needsRight?: true
  /** `args` are ours, before translation; `right` is the reference's answer, where it is needed and there is one. */
  fromStudent?(entry: string, value: Value, args: Args, right?: Value): Value
  /** The matrices that it stores transposed, by their names: `assay prove` tells right samples in this form. */
  readonly transposes?: { readonly parameters?: readonly string[]; readonly fields?: readonly string[] }
}

/** Parameters that are class labels of a function whose answer has a row and a column for each class. */
export interface ClassLabels {
  /** The function. */
  readonly entry: string
  /** Its parameters that are labels, from 0. */
  readonly labels: readonly string[]
  /** The parameter that is the number of classes. */
  readonly classes: string
}

/** A trained model that may be handed in as a file, `models/<role>.…`; the file then answers for a function. */
export interface ModelRole {
  /** Such as `ae-encoder`. */
  readonly role: string
  /** Name of the entry. Its arguments are the model's inputs in their order, lists item by item. */
  readonly entry: string
  /** An encoder with skips: its first output is the code, the others are the skips. Otherwise the first output is the answer. */
  readonly gives?: 'code and skips'
}

/** Variables by which a script that does not define a function answers for the sheet's own case of it. */
export interface ScriptVariables {
  /** The function. */
  readonly entry: string
  /** The arguments of the sheet; none where a submission draws its own numbers. */
  readonly args: readonly Plain[]
  /** Names of the variables, in either case style. */
  readonly names: readonly string[]
  /** The answer that they make; `undefined` if they make none. Without it: a record of those that there are. */
  readonly read?: (found: ReadonlyMap<string, Value>) => Value | undefined
}

export interface Exercise {
  /** `<unit>/<exercise>`: the folder under `reference/`. */
  readonly id: string
  /** Number on the sheet, such as `2b`. */
  readonly sheet: string
  readonly title: string
  /** Sum of the points of its checks. */
  readonly points: number
  readonly entries: readonly EntryPoint[]
  readonly conventions?: readonly Convention[]
  readonly checks: readonly Check[]
  /** Names of the pictures it asks for: `plots/<name>.png`. */
  readonly plots?: readonly string[]
  /** Entries that a model file without code can answer for. */
  readonly models?: readonly ModelRole[]
  /** How a script without functions may answer: it earns the checks of the sheet's own numbers and nothing hidden. */
  readonly variables?: readonly ScriptVariables[]
  /** The axis whose order does not matter, as shapes name it. */
  readonly permutable?: string
  /** A function of class labels: with classes numbered from the last to the first, its answer has rows and columns so. */
  readonly classLabels?: ClassLabels
  readonly limits?: Partial<Limits>
}
