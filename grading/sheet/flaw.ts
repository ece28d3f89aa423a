import type { Check } from '../model/check.ts'
import type { Exercise } from '../model/exercise.ts'

const KEBAB = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/

/**
 * The first thing in an exercise definition that cannot be used, as a sentence with its place, or `undefined`.
 * Takes `unknown`: a definition compiled from elsewhere need not have met the compiler.
 */
export function flawOf(definition: unknown): string | undefined {
  if (typeof definition !== 'object' || definition === null) return 'has no default export that is an exercise'
  const exercise = definition as Partial<Exercise>
  for (const key of ['id', 'sheet', 'title'] as const) {
    if (typeof exercise[key] !== 'string' || exercise[key] === '') return `${key} must be a text that is not empty (at ${key})`
  }
  const checks: unknown = exercise.checks
  if (!Array.isArray(checks) || checks.length === 0) return 'an exercise needs at least one check (at checks)'
  // Where a person grades all there is, no function is called.
  const computed = checks.some((check: Partial<Check> | undefined) => check?.rubric === undefined)
  if (!Array.isArray(exercise.entries) || (computed && exercise.entries.length === 0)) {
    return 'functions must name at least one function (at functions)'
  }
  return (
    checksFlaw(checks) ??
    pointsFlaw('the exercise', exercise.points, 'points') ??
    modelsFlaw(exercise) ??
    axisFlaw(exercise) ??
    labelsFlaw(exercise) ??
    sumFlaw(exercise as Exercise)
  )
}

function modelsFlaw({ models = [], entries = [] }: Partial<Exercise>): string | undefined {
  for (const [index, { role, entry }] of models.entries()) {
    if (typeof role !== 'string' || !KEBAB.test(role) || models.findIndex((other) => other.role === role) !== index)
      return `the role of a model must be letters and digits joined by "-" and occur once, not ${JSON.stringify(role)} (at models[${index}].role)`
    if (!entries.some(({ name }) => name === entry))
      return `the model "${role}" answers for "${entry}", which is no function of this exercise (at models[${index}].entry)`
  }
  return undefined
}

function axisFlaw({ permutable, entries = [] }: Partial<Exercise>): string | undefined {
  const shapes = entries.flatMap(({ parameters = [], returns }) => [...parameters.map(({ shape }) => shape), returns])
  if (permutable === undefined || shapes.some((shape) => shape.split(/[^\w…+-]+/).includes(permutable))) return undefined
  return `"${permutable}" is an axis of no shape (at permutable)`
}

function labelsFlaw({ classLabels, entries = [] }: Partial<Exercise>): string | undefined {
  if (classLabels === undefined) return undefined
  const entry = entries.find(({ name }) => name === classLabels.entry)
  if (entry === undefined) return `"${classLabels.entry}" is no function of this exercise (at classLabels.entry)`
  const unknown = [...classLabels.labels, classLabels.classes].find((name) => !entry.parameters.some((one) => one.name === name))
  return unknown === undefined ? undefined : `"${unknown}" is no parameter of ${entry.name} (at classLabels)`
}

function checksFlaw(checks: readonly Partial<Check>[]): string | undefined {
  const none = checks.findIndex((check: unknown) => typeof check !== 'object' || check === null)
  if (none >= 0) return `a check must be an object, not ${String(checks[none])} (at checks[${none}])`
  const ids = new Set(checks.map((check) => check.id))
  const seen = new Map<string, number>()
  for (const [index, check] of checks.entries()) {
    const at = `checks[${index}]`
    if (typeof check.id !== 'string' || !KEBAB.test(check.id)) {
      return `the id of a check must be letters and digits joined by "-", not ${JSON.stringify(check.id)} (at ${at}.id)`
    }
    const first = seen.get(check.id)
    if (first !== undefined) return `two checks have the id "${check.id}" (at checks[${first}].id and ${at}.id)`
    seen.set(check.id, index)
    const flaw = pointsFlaw(`check "${check.id}"`, check.points, `${at}.points`)
    if (flaw !== undefined) return flaw
    const unknown = (check.after ?? []).find((id) => !ids.has(id) || id === check.id)
    if (unknown !== undefined) return `check "${check.id}" comes after "${unknown}", which is no other check here (at ${at}.after)`
    if (check.visibility !== 'visible' && check.visibility !== 'hidden') {
      return `check "${check.id}" must be visible or hidden, not ${JSON.stringify(check.visibility)} (at ${at}.visibility)`
    }
    if (typeof check.run !== 'function') return `check "${check.id}" cannot be run: it has no function run (at ${at}.run)`
  }
  return undefined
}

function pointsFlaw(whose: string, points: unknown, at: string): string | undefined {
  if (typeof points !== 'number' || !Number.isFinite(points))
    return `${whose} has points ${String(points)}; points must be a number. (at ${at})`
  if (points < 0) return `${whose} has points ${points}; points must be ≥ 0. (at ${at})`
  if (Math.abs(points * 100 - Math.round(points * 100)) > 1e-6)
    return `${whose} has points ${points}; points go in steps of 0.01. (at ${at})`
  return undefined
}

function sumFlaw(exercise: Exercise): string | undefined {
  const hundredths = (points: number): number => Math.round(points * 100)
  const sum = exercise.checks.reduce((total, check) => total + hundredths(check.points), 0)
  if (sum === hundredths(exercise.points)) return undefined
  return `the points of its checks sum to ${sum / 100}, not to the ${exercise.points} of the exercise (at points)`
}
