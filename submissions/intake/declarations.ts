import { closest } from '#grading/model/closest'

/** What an exercise lets a submission declare. */
export interface Declarable {
  readonly key: string
  readonly value: string
}

const LONGEST_SHOWN = 60

/**
 * The declarations of a submission in the spelling of the sheet. Case and separators do not matter; what is not known is left out and said
 * with the nearest that is.
 *
 * @param known - of the whole sheet; where it has none, everything is kept.
 */
export function readDeclarations(
  written: ReadonlyMap<string, string>,
  known: readonly Declarable[],
): { readonly declared: ReadonlyMap<string, string>; readonly remarks: readonly string[] } {
  if (known.length === 0) return { declared: written, remarks: [] }
  const declared = new Map<string, string>()
  const remarks: string[] = []
  const keys = [...new Set(known.map(({ key }) => key))]
  for (const [name, text] of written) {
    const key = meant(name, keys)
    if (key === undefined) {
      remarks.push(`declare: ${shown(name)} is unknown${suggestion(name, keys)}. It was ignored.`)
      continue
    }
    const values = known.filter((one) => one.key === key).map(({ value }) => value)
    const value = meant(text, values)
    if (value !== undefined) declared.set(key, value)
    else remarks.push(`declare: ${shown(text)} is unknown for ${shown(key)}${suggestion(text, values)}. It was ignored.`)
  }
  return { declared, remarks }
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
