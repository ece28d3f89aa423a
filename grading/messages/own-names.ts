import type { EntryPoint } from '../model/exercise.ts'
import type { Finding } from '../model/finding.ts'
import type { Submission } from '../model/submission.ts'
import { camelCase, snakeCase } from '../model/value.ts'

/** What the student or the child wrote stays as it is. */
const FOREIGN = new Set(['message', 'got', 'actual', 'available', 'file', 'name'])

/**
 * Findings that call the functions of an exercise as they are written in the language of its code: in camelCase in TypeScript and JavaScript,
 * else in snake_case, as statements write them.
 *
 * @param file - the code file that answers for the exercise, if there is one.
 */
export function ownNames(
  { kind }: Pick<Submission, 'kind'>,
  file: string | undefined,
  entries: readonly EntryPoint[],
): (findings: readonly Finding[]) => readonly Finding[] {
  const isJavaScript = file === undefined ? kind === 'typescript' || kind === 'javascript' : /\.[mc]?[jt]s$/i.test(file)
  const inLanguage = isJavaScript ? camelCase : snakeCase
  const names = new Map(entries.flatMap(({ name }) => (inLanguage(name) === name ? [] : [[name, inLanguage(name)] as const])))
  if (names.size === 0) return (findings) => findings
  const called = new RegExp(`\\b(?:${[...names.keys()].join('|')})\\b`, 'g')
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(called, (name) => names.get(name) ?? name)
    if (Array.isArray(value)) return value.map(renamed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, FOREIGN.has(key) ? item : renamed(item)]))
  }
  return (findings) => findings.map((finding) => renamed(finding) as Finding)
}
