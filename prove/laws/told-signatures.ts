import type { EntryPoint } from '#grading/model/exercise'

/** What tells students how functions are called. */
export interface Told {
  /** Such as `starter.py`. */
  readonly file: string
  readonly text: string
}

/** A definition in TypeScript or Python; in Markdown, a call in a code span. */
const STARTER = /^(?:export (?:async )?function|export const|def) (\w+)(?: = )?\(/gm
const STATEMENT = /`(\w+)\(/g

/**
 * Where a starter or a statement calls a function otherwise than the exercise defines it: not at all, or with arguments of other names or
 * in another order. `camelCase` and `snake_case` are one name.
 *
 * @returns a sentence each, with the file.
 */
export function toldOtherwise(entries: readonly EntryPoint[], told: readonly Told[]): readonly string[] {
  return told.flatMap(({ file, text }) => {
    const calls = callsIn(text, file.endsWith('.md') ? STATEMENT : STARTER)
    return entries.flatMap(({ name, parameters }) => {
      const own = calls.filter((call) => plain(call.name) === plain(name))
      const wanted = parameters.map((one) => one.name)
      if (own.some((call) => plain(call.parameters.join()) === plain(wanted.join()))) return []
      const found = own.length === 0 ? 'no such function' : own.map((call) => `${call.name}(${call.parameters.join(', ')})`).join(' and ')
      return [`${file}: expected ${name}(${wanted.join(', ')}), as functions in the exercise says; got ${found}`]
    })
  })
}

interface Called {
  readonly name: string
  readonly parameters: readonly string[]
}

function callsIn(text: string, pattern: RegExp): readonly Called[] {
  return [...text.matchAll(pattern)].map((match) => ({
    name: match[1] as string,
    parameters: parametersFrom(text.slice(match.index + match[0].length)),
  }))
}

/** The names up to the bracket that closes the list, without types and defaults. */
function parametersFrom(text: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const sign of text) {
    if (depth === 0 && sign === ')') break
    if ('([{'.includes(sign)) depth++
    if (')]}'.includes(sign)) depth--
    if (depth === 0 && sign === ',') parts.push('')
    else parts.push(`${parts.pop()}${sign}`)
  }
  return parts.map((part) => /^\s*(\w*)/.exec(part)?.[1] ?? '').filter((name) => name !== '')
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
