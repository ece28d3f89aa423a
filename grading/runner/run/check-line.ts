import { visible } from '#reports/text/visible'
import { findingText } from '../../messages/finding-text.ts'
import { caseLines, reproduction } from '../../messages/reproduction.ts'
import type { CheckResult } from '../../model/result.ts'

/**
 * A check as `--verbose` tells of it: its time, verdict and name; of one that threw, where; of one that lost points in a run, the command
 * that asks it again. For instructors, and for checks that students see anyway.
 *
 * @param run - folder of the run's reports, where there is one.
 */
export function checkLine(student: string, exerciseId: string, result: CheckResult, run?: string): string {
  const { id, ms, verdict, diagnosis, fraction, case: number } = result
  const lines = [`${`${ms}`.padStart(6)} ms  ${visible(student)}  ${exerciseId}/${id}  ${verdict}`]
  if (diagnosis !== undefined) lines.push(...diagnosisLines(diagnosis))
  if (run !== undefined && fraction < 1 && verdict !== 'not-attempted' && verdict !== 'skipped') {
    const of = { student, exerciseId, checkId: id, ...(number === undefined ? {} : { case: number }) }
    lines.push(`reproduce: ${reproduction(run, of)}`)
  }
  return `${lines.map((line, i) => (i === 0 ? line : `           ${line}`)).join('\n')}\n`
}

/** What a check found, as an instructor may see it. */
export function findingLines(result: CheckResult): readonly string[] {
  return result.findings.map((finding) => visible(findingText(finding).text))
}

/** Where code of ours threw, and what it was at. */
export function diagnosisLines({ stack, at }: NonNullable<CheckResult['diagnosis']>): readonly string[] {
  return [...stack.split('\n'), ...(at === undefined ? [] : caseLines(at))].map((line) => visible(line))
}
