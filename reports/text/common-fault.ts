import { publicFindings, type WrittenFinding } from '#grading/messages/finding-text'
import type { CheckResult, ExerciseResult } from '#grading/model/result'

/** What says nothing beside a check that could not be graded. */
const SILENT = new Set(['skipped', 'not-attempted'])

/**
 * The check that speaks for all of its exercise: where a file cannot be loaded, or the machine failed, each would say the same.
 * `undefined` where checks say something of their own.
 */
export function commonFault(exercise: ExerciseResult): CheckResult | undefined {
  const judged = exercise.checks.filter(({ verdict }) => !SILENT.has(verdict))
  const verdict = judged[0]?.verdict
  if (verdict !== 'load-error' && verdict !== 'judging-error') return undefined
  const visible = judged.filter(({ visibility }) => visibility === 'visible')
  const [first] = visible
  if (first === undefined || judged.some((check) => check.verdict !== verdict)) return undefined
  return visible.every((check) => wordsOf(check) === wordsOf(first)) && first.findings.length > 0 ? first : undefined
}

/** One fault that keeps several exercises from being judged. */
export interface Cause {
  readonly exercises: readonly ExerciseResult[]
  readonly findings: readonly WrittenFinding[]
  /** Whether it is the submission's, or the machine's. */
  readonly own: boolean
}

/** Faults that more than one exercise has, the one that costs most first. */
export function causesOf(exercises: readonly ExerciseResult[]): readonly Cause[] {
  const groups = new Map<string, { check: CheckResult; exercises: ExerciseResult[] }>()
  for (const exercise of exercises) {
    const check = commonFault(exercise)
    if (check === undefined) continue
    const key = `${check.verdict} ${wordsOf(check)}`
    const group = groups.get(key) ?? { check, exercises: [] }
    group.exercises.push(exercise)
    groups.set(key, group)
  }
  const shared = [...groups.values()].filter((group) => group.exercises.length > 1)
  const points = ({ exercises: all }: { exercises: readonly ExerciseResult[] }): number => all.reduce((sum, { max }) => sum + max, 0)
  return shared
    .sort((a, b) => points(b) - points(a))
    .map(({ check, exercises: all }) => ({ exercises: all, findings: publicFindings(check), own: check.verdict === 'load-error' }))
}

function wordsOf(check: CheckResult): string {
  return publicFindings(check)
    .map(({ text, hint }) => `${text}\n${hint ?? ''}`)
    .join('\n')
}
