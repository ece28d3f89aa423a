import type { HiddenData, SheetDefinition } from './definition.ts'

const KEBAB = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/

/**
 * The first thing in what `sheet.ts` defines that cannot be used, as a sentence with its place, or `undefined`.
 * @param ids - of the exercises that lie in the folder of the sheet.
 * @param isFolder - whether there is such a folder, relative to that of the sheet.
 */
export function sheetFlaw(definition: unknown, ids: readonly string[], isFolder: (folder: string) => boolean): string | undefined {
  if (typeof definition !== 'object' || definition === null) return 'has no default export that is a sheet'
  const { id, title, exercises, hiddenData = [] } = definition as Partial<SheetDefinition>
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
  if (!Array.isArray(hiddenData)) return 'hiddenData must be a list (at hiddenData)'
  return hiddenData.map((data, i) => dataFlaw(data, `hiddenData[${i}]`, isFolder)).find((flaw) => flaw !== undefined)
}

function dataFlaw(data: Partial<HiddenData> | null, at: string, isFolder: (folder: string) => boolean): string | undefined {
  const { title, folder, numbers, run } = data ?? {}
  if (typeof title !== 'string' || title === '') return `title must say what it is, such as 'test labels' (at ${at}.title)`
  if (typeof folder !== 'string' || folder === '' || !isFolder(folder))
    return `folder must be that of the modules that read it, relative to the sheet; ${JSON.stringify(folder)} is not there (at ${at}.folder)`
  if (numbers === undefined && run === undefined) return undefined
  if (typeof numbers !== 'function') return `numbers must be a function that gives them (at ${at}.numbers)`
  if (typeof run === 'number' && Number.isInteger(run) && run > 1) return undefined
  return `run must say how many numbers in a row are no accident: an integer above 1, not ${JSON.stringify(run)} (at ${at}.run)`
}
