import type * as z from 'zod'
import { closest } from '#grading/model/closest'
import type { Path } from './yaml-tree.ts'

/** Something wrong with a value, without its place. */
export interface Flaw {
  readonly path: Path
  /** The place is that of the key, not of its value. */
  readonly ofKey?: true
  /** What follows the path, without a full stop. */
  readonly says: string
}

type Issue = z.core.$ZodIssue

/** The issues of a schema, in words. */
export function flawsOf(issues: readonly Issue[], value: unknown, known: (path: Path) => readonly string[]): readonly Flaw[] {
  return issues.flatMap((issue) => flawOf(issue, value, known))
}

function flawOf(issue: Issue, value: unknown, known: (path: Path) => readonly string[]): readonly Flaw[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const keys = known(path)
      const near = closest(key, keys)
      return {
        path: [...path, key],
        ofKey: true,
        says: `is unknown; ${near === undefined ? `expected one of: ${keys.join(', ')}` : `did you mean ${near}?`}`,
      }
    })
  }
  const got = shown(at(value, path))
  return [{ path, says: got === undefined ? `is missing: expected ${expected(issue)}` : `expected ${expected(issue)}, got ${got}` }]
}

/** What an issue asks for, in words. */
function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return WORDS[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of: ${issue.values.join(', ')}`
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int' ? `at least ${issue.minimum}` : 'something that is not empty'
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'not_multiple_of':
      return `a number in steps of ${issue.divisor}`
    case 'invalid_format':
      return 'an integer or `env:NAME`, such as `env:ASSAY_SEED`'
    case 'invalid_union':
      return unionWords(issue)
    default:
      return issue.message
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: '`key: value` lines',
  record: '`key: value` lines',
}

/** The alternatives of a union; where exactly one has the right type, what is wrong with that. */
function unionWords({ errors }: Extract<Issue, { code: 'invalid_union' }>): string {
  const typed = errors.filter((issues) => issues.every((issue) => issue.code !== 'invalid_type'))
  const told = (typed.length > 0 ? typed : errors).map((issues) => issues[0]).filter((issue) => issue !== undefined)
  return [...new Set(told.map(expected))].join(', or ')
}

function at(value: unknown, path: Path): unknown {
  let here = value
  for (const part of path) here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[part] : undefined
  return here
}

/** A value as a sentence quotes it; `undefined` where there is none. */
function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return '`key: value` lines'
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : `"${value.slice(0, 60)}"`
  return String(value)
}
