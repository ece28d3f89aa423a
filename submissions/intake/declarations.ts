import { basename } from 'node:path'
import { closest } from '#grading/model/closest'
import { exerciseKey } from '#grading/model/value'
import type { WrittenDeclarations } from './manifest.ts'

/** What an exercise lets a submission declare. */
export interface Declarable {
  readonly key: string
  readonly value: string
}

/** An exercise as declarations know it. */
export interface DeclaringExercise {
  readonly id: string
  /** Number on the sheet. */
  readonly sheet?: string
  readonly conventions?: readonly Declarable[]
}

export interface Declarations {
  /** Of all exercises. */
  readonly declared: ReadonlyMap<string, string>
  /** Of one exercise alone, by its id. */
  readonly declaredFor: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly remarks: readonly string[]
}

const LONGEST_SHOWN = 60

/**
 * The declarations of a submission in the spelling of the sheet. Case and separators do not matter; what is not known is left out and said
 * with the nearest that is.
 *
 * @param exercises - of the whole sheet; where they have no conventions, everything is kept.
 */
export function readDeclarations(written: WrittenDeclarations, exercises: readonly DeclaringExercise[]): Declarations {
  const known = exercises.flatMap(({ conventions = [] }) => conventions)
  const remarks: string[] = []
  const declaredFor = new Map<string, ReadonlyMap<string, string>>()
  const own = [...written].flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, value] as const]))
  for (const [name, pairs] of own) {
    const exercise = exerciseNamed(name, exercises)
    if (exercise === undefined)
      remarks.push(`declare: there is no exercise ${shown(name)}${suggestion(name, namesOf(exercises))}. It was ignored.`)
    else declaredFor.set(exercise.id, pairsOf(pairs, exercise.conventions ?? [], `declare for ${shown(name)}`, remarks))
  }
  const general = [...written].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return { declared: pairsOf(new Map(general), known, 'declare', remarks), declaredFor, remarks }
}

function pairsOf(
  written: ReadonlyMap<string, string>,
  known: readonly Declarable[],
  where: string,
  remarks: string[],
): ReadonlyMap<string, string> {
  if (known.length === 0) return written
  const declared = new Map<string, string>()
  const keys = [...new Set(known.map(({ key }) => key))]
  for (const [name, text] of written) {
    const key = meant(name, keys)
    if (key === undefined) {
      remarks.push(`${where}: ${shown(name)} is unknown${suggestion(name, keys)}. It was ignored.`)
      continue
    }
    const values = known.filter((one) => one.key === key).map(({ value }) => value)
    const value = meant(text, values)
    if (value !== undefined) declared.set(key, value)
    else remarks.push(`${where}: ${shown(text)} is unknown for ${shown(key)}${suggestion(text, values)}. It was ignored.`)
  }
  return declared
}

/** By its number, its id or the last part of it. */
function exerciseNamed(name: string, exercises: readonly DeclaringExercise[]): DeclaringExercise | undefined {
  const key = exerciseKey(name)
  return (
    exercises.find(({ id, sheet }) => id === name || sheet === name.trim()) ?? exercises.find(({ id }) => exerciseKey(basename(id)) === key)
  )
}

function namesOf(exercises: readonly DeclaringExercise[]): readonly string[] {
  return exercises.map(({ id, sheet }) => sheet ?? id)
}

function meant(word: string, candidates: readonly string[]): string | undefined {
  return candidates.find((one) => one === word) ?? candidates.find((one) => plain(one) === plain(word))
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '')
}

function suggestion(word: string, candidates: readonly string[]): string {
  const near = closest(word.slice(0, LONGEST_SHOWN), candidates)
  return near === undefined ? `; expected one of: ${[...new Set(candidates)].join(', ')}` : ` (did you mean ${shown(near)}?)`
}

function shown(word: string): string {
  return `\`${word.slice(0, LONGEST_SHOWN)}\``
}
