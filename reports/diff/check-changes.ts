import { byCode } from '#grading/model/by-code'
import type { Finding } from '#grading/model/finding'
import type { CheckResult, ExerciseResult } from '#grading/model/result'
import type { CheckChange, CheckSide, MarkSide, Reason } from './changes.ts'

/** The checks of an exercise that differ between two runs, in their order; a check that is in one run alone is among them. */
export function checkChanges(before: ExerciseResult | undefined, after: ExerciseResult | undefined): readonly CheckChange[] {
  const { id: exercise, sheet, title: exerciseTitle } = (after ?? before) as ExerciseResult
  const ids = new Set([...(before?.checks ?? []), ...(after?.checks ?? [])].map(({ id }) => id))
  return [...ids].sort(byCode).flatMap((check): readonly CheckChange[] => {
    const [old, now] = [before, after].map((one) => one?.checks.find(({ id }) => id === check))
    const sides = { ...(old === undefined ? {} : { before: sideOf(old) }), ...(now === undefined ? {} : { after: sideOf(now) }) }
    if (JSON.stringify(sides.before) === JSON.stringify(sides.after)) return []
    const { title, visibility } = (now ?? old) as CheckResult
    const change = (sides.after?.score ?? 0) - (sides.before?.score ?? 0)
    return [{ kind: 'check', exercise, sheet, exerciseTitle, check, title, visibility, ...sides, change, reasons: reasonsOf(sides) }]
  })
}

function sideOf({ verdict, score, max, findings }: CheckResult): CheckSide {
  const mark = findings.flatMap(markIn)[0]
  const kinds = [...new Set(findings.filter(({ code }) => code !== 'marked').map(kindOf))].sort(byCode)
  return { verdict, score, max, findings: kinds, ...(mark === undefined ? {} : { mark }) }
}

function markIn(finding: Finding): readonly MarkSide[] {
  if (finding.code !== 'marked') return []
  const { points, by, comment } = finding
  return [{ points, by, ...(comment === undefined ? {} : { comment }) }]
}

/** What kind of finding it is, without its numbers: other inputs give other numbers. */
function kindOf(finding: Finding): string {
  if (finding.code === 'known-mistake' || finding.code === 'plot') return `${finding.code} ${finding.mistake}`
  return finding.code === 'fault' ? `${finding.code} ${finding.fault.kind}` : finding.code
}

function reasonsOf({ before, after }: Pick<CheckChange, 'before' | 'after'>): readonly Reason[] {
  if (before === undefined) return [{ code: 'new-check' }]
  if (after === undefined) return [{ code: 'removed-check' }]
  const marks = { ...(before.mark && { before: before.mark }), ...(after.mark && { after: after.mark }) }
  const vanished = before.findings.filter((kind) => !after.findings.includes(kind))
  const appeared = after.findings.filter((kind) => !before.findings.includes(kind))
  return [
    ...(before.max === after.max ? [] : [{ code: 'worth', before: before.max, after: after.max } as const]),
    ...(JSON.stringify(before.mark) === JSON.stringify(after.mark) ? [] : [{ code: 'marked', ...marks } as const]),
    ...(vanished.length + appeared.length === 0 ? [] : [{ code: 'findings', vanished, appeared } as const]),
  ]
}
