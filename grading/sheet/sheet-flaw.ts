import type { SheetDefinition } from './definition.ts'

const KEBAB = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/

/**
 * The first thing in what `sheet.ts` defines that cannot be used, as a sentence with its place, or `undefined`.
 * @param ids - of the exercises that lie in the folder of the sheet.
 */
export function sheetFlaw(definition: unknown, ids: readonly string[]): string | undefined {
  if (typeof definition !== 'object' || definition === null) return 'has no default export that is a sheet'
  const { id, title, exercises } = definition as Partial<SheetDefinition>
  if (typeof id !== 'string' || !KEBAB.test(id)) return `id must be letters and digits joined by "-", not ${JSON.stringify(id)} (at id)`
  if (typeof title !== 'string' || title === '') return 'title must be a text that is not empty (at title)'
  if (typeof exercises !== 'object' || exercises === null)
    return "exercises must give a folder for each number, such as { '1a': 'moments/mean' } (at exercises)"
  const numbers = new Map<string, string>()
  for (const [number, exercise] of Object.entries(exercises)) {
    const at = `at exercises[${JSON.stringify(number)}]`
    if (!ids.includes(exercise)) {
      const there = ids.length === 0 ? 'there is no exercise yet' : `there are ${ids.join(', ')}`
      return `${JSON.stringify(exercise)} is not the folder of an exercise, <unit>/<exercise> with an exercise.ts in it; ${there} (${at})`
    }
    const other = numbers.get(exercise)
    if (other !== undefined) return `"${exercise}" has the number "${other}" already (${at})`
    numbers.set(exercise, number)
  }
  return undefined
}
