import { publicFindings, verdictWord } from '#grading/messages/finding-text'
import type { Check } from '#grading/model/check'
import type { CheckResult } from '#grading/model/result'
import { withoutCommands } from '#grading/runner/io'
import { caseKind } from '#reports/text/case-kind'
import { visible } from '#reports/text/visible'
import { bareError } from './bare-error.ts'
import type { NoResult } from './self-check.ts'
import { type StudentFile, studentFrame } from './student-frame.ts'

type Result = CheckResult | NoResult | undefined

const NO_FAULT_OF_YOURS = 'Your code is not at fault: Assay or this machine failed. Try again, and tell your instructor if it persists.'

/** Why a check neither passed nor failed, in words; `undefined` if it did. */
export function skipReason(result: Result): string | undefined {
  if (result === undefined) return 'runs only when the submission is graded'
  if ('reason' in result || caseKind(result.verdict) !== 'skipped') return undefined
  const says = publicFindings(result)[0]?.text
  return safe(says === undefined ? verdictWord(result.verdict) : `${verdictWord(result.verdict)}: ${says}`)
}

/**
 * What vitest shows of a check that failed: our findings and hints, and a place in the student's file where one is known.
 * `undefined` for a check that passed or was skipped.
 */
export async function toError(result: Result, check: Check, file: StudentFile): Promise<Error | undefined> {
  if (result === undefined) return undefined
  if ('reason' in result) return bareError('could not be graded', `${safe(result.reason)}\n${NO_FAULT_OF_YOURS}`)
  const kind = caseKind(result.verdict)
  if (kind === 'passed' || kind === 'skipped') return undefined
  const findings = publicFindings(result).filter((finding) => finding.severity !== 'note')
  const lines = findings.flatMap(({ text, hint }) => (hint === undefined ? [text] : [text, `Hint: ${hint}`]))
  const says = lines.length === 0 ? [`${check.title} has not passed yet.`] : lines
  const message = [...says, ...(kind === 'error' ? [NO_FAULT_OF_YOURS] : [])].map(safe).join('\n')
  return bareError(verdictWord(result.verdict), message, kind === 'error' ? undefined : await studentFrame(result, check, file))
}

/** What was noted at a check that passed, such as a convention that was recognised. */
export function noteTexts(result: Result): readonly string[] {
  if (result === undefined || 'reason' in result) return []
  return publicFindings(result).flatMap(({ severity, text }) => (severity === 'note' ? [safe(text)] : []))
}

/** Text of a submission for a terminal, or for the log of a runner: nothing in it hides or acts. */
function safe(text: string): string {
  return withoutCommands(visible(text))
}
