import { publicFindings, verdictWord, type WrittenFinding } from '#grading/messages/finding-text'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import type { Place } from '#grading/model/session'
import { causesOf, commonFault } from '../text/common-fault.ts'
import { pointsText } from '../text/points.ts'
import { cut } from '../text/visible.ts'
import { workflowCommand } from './workflow-command.ts'

/** GitHub shows ten errors of a step and drops the rest without a word. */
const MOST_ANNOTATIONS = 10
const MOST_LINES = 6

/**
 * Workflow commands for standard output: one per exercise that lost points, at the student's file; a warning where a person
 * has to look. Exercises that were not attempted are left to the step summary.
 *
 * @param file - path of an exercise's code, relative to the repository.
 */
export function annotations(result: StudentResult, file: (exerciseId: string) => string | undefined): string[] {
  const failed = result.exercises.filter(({ status }) => status === 'partial' || status === 'zero' || status === 'judging-error')
  // Of exercises with one fault in common the first speaks for all.
  const silent = new Set(causesOf(failed).flatMap(({ exercises }) => exercises.slice(1)))
  const speaking = failed.filter((exercise) => !silent.has(exercise))
  return speaking.slice(0, MOST_ANNOTATIONS).map((exercise) => annotation(exercise, file(exercise.id)))
}

function annotation(exercise: ExerciseResult, file: string | undefined): string {
  const fault = commonFault(exercise)
  const lost = exercise.checks.filter(
    (check) => check.score < check.max && check.verdict !== 'skipped' && check.verdict !== 'not-attempted',
  )
  const place = file === undefined ? undefined : lost.map(placeOf).find((found) => found !== undefined && sameFile(file, found.file))
  return workflowCommand(
    exercise.status === 'judging-error' ? 'warning' : 'error',
    {
      file,
      line: place?.line,
      col: place?.column,
      title: `${exercise.sheet} ${exercise.title} (${pointsText(exercise.score)}/${pointsText(exercise.max)})`,
    },
    lines(fault === undefined ? lost : [fault]),
  )
}

function lines(checks: readonly CheckResult[]): string[] {
  const all = checks.map((check) => {
    const said = publicFindings(check).filter((finding) => finding.severity !== 'note')
    return cut(`${check.title}: ${said.length === 0 ? verdictWord(check.verdict) : said.map(sentence).join(' ')}`, 600)
  })
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES), `and ${all.length - MOST_LINES} more`]
}

function sentence(finding: WrittenFinding): string {
  return finding.hint === undefined ? finding.text : `${finding.text} Hint: ${finding.hint}`
}

function placeOf(check: CheckResult): Place | undefined {
  if (check.visibility === 'hidden') return undefined
  for (const finding of check.findings) if (finding.code === 'fault' && 'place' in finding.fault) return finding.fault.place
  return undefined
}

function sameFile(path: string, file: string): boolean {
  return path === file || path.endsWith(`/${file}`)
}
