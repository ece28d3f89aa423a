import type { Fault } from '#grading/model/session'
import { isCode } from './ignored.ts'
import { listed } from './listed.ts'

/** A file of a submission that is not taken over, so that the others are. */
export interface Omission {
  /** As it is shown. */
  readonly name: string
  /** Completes `name …`. */
  readonly why: string
  /** Whether it could be the code that answers. */
  readonly code: boolean
  /** We could not read it, so that nobody knows what it holds: a person has to look, unless other code answers. */
  readonly unread?: true
}

/** What is wrong with the submission for want of what was left out, or nothing where its other files answer. */
export function faultOfOmissions(files: readonly string[], omissions: readonly Omission[]): Fault | undefined {
  const answers = files.some(isCode)
  const unread = omissions.find(({ code, unread }) => unread === true && (code || !answers))
  if (unread !== undefined) return { kind: 'infrastructure', reason: `${unread.name} ${unread.why}` }
  const needed = omissions.find(({ code }) => code)
  if (needed === undefined || answers) return undefined
  return { kind: 'load-error', name: '', message: `${needed.name} ${needed.why}` }
}

const MOST_REASONS = 8

/** One sentence for each reason, with the first names. */
export function omissionRemarks(omissions: readonly Omission[]): readonly string[] {
  const reasons = new Map<string, string[]>()
  for (const { name, why } of omissions) reasons.set(why, [...(reasons.get(why) ?? []), name])
  const said = [...reasons].slice(0, MOST_REASONS).map(([why, names]) => {
    return names.length === 1 ? `${names[0]} was left out: it ${why}.` : `${listed(names)} were left out: each ${why}.`
  })
  const more = [...reasons.values()].slice(MOST_REASONS).flat().length
  return more === 0 ? said : [...said, `${more} more ${more === 1 ? 'file was' : 'files were'} left out.`]
}

const ROLES = /^(?:.*\/)?(?:answers\.md|submission\.ya?ml)$|(?:^|\/)(?:models|plots)\//i

/** Code, the topmost before all, then what has a role, and of the rest the small files: what is over the limits is most likely data. */
export function mostNeededFirst<T extends { readonly name: string; readonly size: number }>(files: readonly T[]): readonly T[] {
  const ranked = files.map((file) => {
    const rank = isCode(file.name) ? 0 : ROLES.test(file.name) ? 1 : 2
    return { file, rank, weight: rank === 0 ? file.name.split('/').length : rank === 1 ? 0 : file.size }
  })
  const byName = (a: T, b: T): number => (a.name < b.name ? -1 : 1)
  return ranked.sort((a, b) => a.rank - b.rank || a.weight - b.weight || byName(a.file, b.file)).map(({ file }) => file)
}
