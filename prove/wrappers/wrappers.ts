import type { EntryPoint, Exercise } from '#grading/model/exercise'
import type { Mutant } from '../mutation/mutants.ts'

/** What a wrapped function does that a right one does not; wrapped.mjs has the code of each kind. */
type Habit =
  | { readonly kind: 'remembers'; readonly by: readonly number[] }
  | { readonly kind: 'lags' }
  | { readonly kind: 'counts'; readonly calls: number }
  | { readonly kind: 'writes'; readonly argument: number }
  | { readonly kind: 'folds'; readonly argument: number; readonly to: '% 16' | '& 255' }
  | { readonly kind: 'fixes'; readonly argument: number; readonly value: number | boolean }
  | { readonly kind: 'keeps'; readonly argument: number }
  | { readonly kind: 'sorts'; readonly field?: string; readonly rows: boolean }

/** A reference of which one function has a habit. */
interface Wrapper {
  readonly entry: string
  /** In words, such as `remembers its answers by y alone`. */
  readonly does: string
  readonly habit: Habit
}

/** Every habit that the signature of a function leaves room for, for every function of an exercise. */
export function wrappersOf({ entries, models }: Pick<Exercise, 'entries' | 'models'>): readonly Wrapper[] {
  return entries.flatMap((entry) => {
    // A network is asked for many images at once, and so seldom.
    const calls = models?.some((model) => model.entry === entry.name) === true ? 2 : 4
    return habitsOf(entry, calls).map(([does, habit]) => ({ entry: entry.name, does, habit }))
  })
}

/**
 * As mutants of the reference: hand-ins whose functions call its own.
 * @param main - the reference's own file, relative to the hand-in.
 */
export function wrapperMutants(exercise: Pick<Exercise, 'id' | 'entries' | 'models'>, main: string): readonly Mutant[] {
  return wrappersOf(exercise).map(({ entry, does, habit }) => {
    const lines = [
      `import * as solution from './${main}'`,
      `import { find, wrapped } from './${WRAPPED}'`,
      `export const tensors = find(solution, 'tensors')`,
      ...exercise.entries.map(({ name }) => {
        const own = `find(solution, '${name}')`
        return `export const ${name} = ${name === entry ? `wrapped(${own}, ${JSON.stringify(habit)})` : own}`
      }),
    ]
    return {
      id: `wrapper: ${does} | ${exercise.id.split('/').at(-1)} ${entry}`,
      family: 'wrapper',
      operator: does,
      file: SUBMISSION,
      within: entry,
      line: 1,
      was: entry,
      becomes: `${entry} that ${does}`,
      text: `${lines.join('\n')}\n`,
    }
  })
}

/** The hand-in's own file: those of the reference stay as they are. */
export const SUBMISSION = 'submission.ts'
/** Lies beside it. */
export const WRAPPED = 'wrapped.mjs'

type Named = readonly [does: string, habit: Habit]

function habitsOf(entry: EntryPoint, calls: number): readonly Named[] {
  const { parameters, returns } = entry
  if (parameters.length === 0) return []
  const of = (argument: number): string => (parameters[argument] as { readonly name: string }).name
  return [
    ...properSubsets(parameters.length).map(
      (by): Named => [
        `remembers its answers by ${by.length === 0 ? 'nothing' : `${by.map(of).join(', ')} alone`}`,
        { kind: 'remembers', by },
      ],
    ),
    ['gives the answer to the call before', { kind: 'lags' }],
    [`repeats its answers after ${calls} calls`, { kind: 'counts', calls }],
    ...parameters.flatMap(({ name, shape }, argument) => argumentHabits(name, shape, argument)),
    ...sortings(returns),
  ]
}

function argumentHabits(name: string, shape: string, argument: number): readonly Named[] {
  const values = /string|'/.test(shape) ? [] : shape === 'bool' ? [true, false] : [1]
  return [
    [`takes ${name} from the first call`, { kind: 'keeps', argument }],
    ...values.map((value): Named => [`takes ${value} for ${name}`, { kind: 'fixes', argument, value }]),
    ...(/float\[|int\[|\{/.test(shape) ? [[`writes into ${name}`, { kind: 'writes', argument }] as const] : []),
    ...(name === 'seed' ? (['% 16', '& 255'] as const).map((to): Named => [`takes seed ${to}`, { kind: 'folds', argument, to }]) : []),
  ]
}

function sortings(returns: string): readonly Named[] {
  const fields = /^\{([^}]*)\}/.exec(returns)?.[1]
  const nested = /^list|,.*\]/.test(returns.replace(/^\{[^}]*\}:?/, ''))
  if (fields === undefined) return /^(list of )*(float|int)\[|^list of \[/.test(returns) ? sorting(undefined, nested) : []
  return fieldsOf(fields).flatMap(({ name, shape }) => (/^(float|int)$/.test(shape) ? [] : sorting(name, nested || shape.includes(','))))
}

function sorting(field: string | undefined, nested: boolean): readonly Named[] {
  const of = field === undefined ? '' : ` of ${field}`
  const named = field === undefined ? {} : { field }
  return [
    [`sorts the numbers${of}`, { kind: 'sorts', ...named, rows: false }],
    ...(nested ? [[`sorts the rows${of}`, { kind: 'sorts', ...named, rows: true }] as const] : []),
  ]
}

/** `a: float[n], b` as name and shape; commas inside of brackets part nothing. */
function fieldsOf(text: string): readonly { readonly name: string; readonly shape: string }[] {
  return text.split(/,(?![^[]*\])/).map((part) => {
    const [name = '', shape = ''] = part.split(':').map((side) => side.trim())
    return { name: name.replace(/ .*/, ''), shape }
  })
}

/** Of 0 to n − 1: none of them, each, each pair and so on, but never all. */
function properSubsets(n: number): readonly (readonly number[])[] {
  const subsets = Array.from({ length: 2 ** n - 1 }, (_, bits) => Array.from({ length: n }, (_, i) => i).filter((i) => (bits >> i) & 1))
  return subsets.sort((a, b) => a.length - b.length)
}
