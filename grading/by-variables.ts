import { hundredths } from './engine/score.ts'
import type { Check } from './model/check.ts'
import type { Exercise } from './model/exercise.ts'
import type { Finding } from './model/finding.ts'
import type { CheckResult } from './model/result.ts'
import type { Variables } from './script-variables.ts'

/** The note of a check that variables of a script have answered in place of a function. */
export function ofVariables(check: Check, { verdict }: CheckResult, variables: Variables): readonly Finding[] {
  if (verdict === 'not-attempted') return []
  return check.entries.flatMap((entry) => {
    const names = variables.namesOf(entry)
    return names.length === 0 ? [] : [{ code: 'by-variables', entry, variables: names, severity: 'note' } as const]
  })
}

/**
 * Results with the note on variables once for each function, at the first check that they answered, with what the function could earn in
 * addition: the points of all checks of it that they cannot answer, hidden ones included.
 */
export function withPossible(results: readonly CheckResult[], { checks }: Exercise): readonly CheckResult[] {
  const answered = new Set(results.filter(({ findings }) => findings.some(isNote)).map(({ id }) => id))
  if (answered.size === 0) return results
  const more = (entry: string): number =>
    checks
      .filter(({ id, entries }) => entries.includes(entry) && !answered.has(id))
      .reduce((sum, { points }) => sum + hundredths(points), 0)
  const told = new Set<string>()
  return results.map((result) => ({
    ...result,
    findings: result.findings.flatMap((finding): readonly Finding[] => {
      if (!isNote(finding)) return [finding]
      if (told.has(finding.entry)) return []
      told.add(finding.entry)
      const points = more(finding.entry)
      return [points === 0 ? finding : { ...finding, more: points }]
    }),
  }))
}

function isNote(finding: Finding): finding is Extract<Finding, { code: 'by-variables' }> {
  return finding.code === 'by-variables'
}
