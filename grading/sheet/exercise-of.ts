import type { Check } from '../model/check.ts'
import type { EntryPoint, Exercise } from '../model/exercise.ts'
import type { ExerciseDefinition, FunctionSignature } from './definition.ts'

const NAME = /^[A-Za-z_$][\w$]*$/
/** Told by the folder, the checks and the sheet. */
const NEVER_WRITTEN: Readonly<Record<string, string>> = {
  id: 'the id is the folder',
  sheet: 'the number stands in sheet.ts',
  points: 'the total is the sum of the points of the checks',
  entries: 'functions says what a submission must define',
}

/** The first thing in what `exercise.ts` defines that cannot be made an exercise of, as a sentence with its place, or `undefined`. */
export function definitionFlaw(definition: unknown): string | undefined {
  if (typeof definition !== 'object' || definition === null) return 'has no default export that is an exercise'
  const written = Object.keys(NEVER_WRITTEN).find((key) => key in definition)
  if (written !== undefined) return `${written} is not written here: ${NEVER_WRITTEN[written]} (at ${written})`
  const { functions = {} } = definition as Partial<ExerciseDefinition>
  if (typeof functions !== 'object' || functions === null) return 'functions must be an object (at functions)'
  for (const [name, signature] of Object.entries(functions)) {
    const flaw = signatureFlaw(name, signature)
    if (flaw !== undefined) return flaw
  }
  return undefined
}

function signatureFlaw(name: string, signature: Partial<FunctionSignature> | undefined): string | undefined {
  const at = `functions.${name}`
  if (!NAME.test(name)) return `${JSON.stringify(name)} is not the name of a function (at functions)`
  const { takes, gives } = signature ?? {}
  if (typeof gives !== 'string' || gives === '')
    return `gives must be the shape of the answer of ${name}, such as 'float[n]' (at ${at}.gives)`
  if (typeof takes !== 'object' || takes === null)
    return `takes must name the arguments of ${name} with their shapes, such as { x: 'float[n]' } (at ${at}.takes)`
  for (const [argument, shape] of Object.entries(takes)) {
    if (!NAME.test(argument)) return `${JSON.stringify(argument)} is not the name of an argument (at ${at}.takes)`
    if (typeof shape !== 'string' || shape === '')
      return `the shape of ${argument} must be a text such as 'float[n]' (at ${at}.takes.${argument})`
  }
  return undefined
}

/**
 * The exercise that a definition stands for.
 *
 * @param id - its folder, `<unit>/<exercise>`.
 * @param sheet - its number on the sheet.
 */
export function exerciseOf(id: string, sheet: string, { title, functions = {}, checks, ...others }: ExerciseDefinition): Exercise {
  const entries = Object.entries(functions).map(
    ([name, { takes, gives }]): EntryPoint => ({
      name,
      parameters: Object.entries(takes).map(([argument, shape]) => ({ name: argument, shape })),
      returns: gives,
    }),
  )
  return { id, sheet, title, points: totalOf(checks), entries, ...others, checks }
}

/** Added as hundredths. Takes what is not well formed: that is told of the checks themselves. */
function totalOf(checks: readonly Partial<Check>[]): number {
  if (!Array.isArray(checks)) return 0
  return checks.reduce((sum, check) => sum + Math.round((check?.points ?? 0) * 100), 0) / 100
}
