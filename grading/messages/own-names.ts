import type { EntryPoint } from '../model/exercise.ts'
import type { Finding } from '../model/finding.ts'
import type { Submission } from '../model/submission.ts'

/** What the student or the child wrote stays as it is. */
const FOREIGN = new Set(['message', 'got', 'actual', 'available', 'file', 'name'])

/**
 * Findings that call the functions of an exercise as they are written in the language of the submission: in snake_case where that is Python.
 */
export function ownNames(
  { kind }: Pick<Submission, 'kind'>,
  entries: readonly EntryPoint[],
): (findings: readonly Finding[]) => readonly Finding[] {
  const names = new Map(entries.flatMap(({ name }) => (snake(name) === name ? [] : [[name, snake(name)] as const])))
  if ((kind !== 'python' && kind !== 'notebook') || names.size === 0) return (findings) => findings
  const called = new RegExp(`\\b(?:${[...names.keys()].join('|')})\\b`, 'g')
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(called, (name) => names.get(name) ?? name)
    if (Array.isArray(value)) return value.map(renamed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, FOREIGN.has(key) ? item : renamed(item)]))
  }
  return (findings) => findings.map((finding) => renamed(finding) as Finding)
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
