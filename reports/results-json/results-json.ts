import { writtenFindings } from '#grading/messages/finding-text'
import type { Adjustment, AttemptUse } from '#grading/model/adjustment'
import type { Finding } from '#grading/model/finding'
import type { GradeChange } from '#grading/model/publication'
import type { ReportFormat } from '#grading/model/report'
import type { CheckResult, ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { points } from '../text/points.ts'
import { partialRun, runBanner } from '../text/run-banner.ts'
import { safeJson } from '../text/safe-json.ts'

/**
 * The contract of results.json, described by results.schema.json: scores are points with at most two decimals. It is the
 * instructor's file: hidden checks keep what they found.
 */
export function resultsDocument(run: RunResult, students: readonly StudentResult[] = run.students) {
  const banner = runBanner(run)
  const partial = partialRun(run)
  return {
    schema: run.schema,
    assay: run.assay,
    seed: run.seed,
    ...(run.sandbox === undefined ? {} : { sandbox: run.sandbox }),
    ...(run.engine === undefined ? {} : { engine: run.engine }),
    ...(run.course === undefined ? {} : { course: run.course }),
    ...(run.published === undefined ? {} : { published: run.published }),
    ...(partial === undefined ? {} : { partial }),
    ...(banner === undefined ? {} : { banner }),
    students: students.map(studentDocument),
  }
}

/** {@link resultsDocument} as text, a student at a time: a large class is longer than the longest text. */
function* pieces(run: RunResult): Generator<string> {
  const head = safeJson(resultsDocument(run, []))
  yield head.slice(0, -']\n}'.length)
  for (const [index, student] of run.students.entries()) {
    yield `${index === 0 ? '' : ','}\n    ${safeJson(studentDocument(student)).replaceAll('\n', '\n    ')}`
  }
  yield run.students.length === 0 ? ']\n}\n' : '\n  ]\n}\n'
}

export const resultsJson: ReportFormat = {
  name: 'results-json',
  render: ({ run }) => [
    {
      path: 'results.json',
      pieces: () => pieces(run),
      get content() {
        return [...pieces(run)].join('')
      },
    },
  ],
}

function studentDocument(student: StudentResult) {
  return {
    id: student.id,
    // What a submission says of itself is not the contract's.
    ...(student.attempts === undefined ? {} : student.person),
    kind: student.kind,
    ...(student.hash === '' ? {} : { hash: student.hash }),
    score: points(student.score),
    max: points(student.max),
    pending: points(student.pending),
    ...(student.notGraded === true ? { notGraded: true } : {}),
    ...(student.unassigned === undefined ? {} : { unassigned: student.unassigned }),
    ...(student.undecided === undefined ? {} : { undecided: student.undecided }),
    ...(student.attempts === undefined ? {} : { attempts: student.attempts.map(attemptDocument) }),
    ...(student.adjustments === undefined ? {} : { adjustments: student.adjustments.map(adjustmentDocument) }),
    ...(student.changes === undefined ? {} : { changes: student.changes.map(changeDocument) }),
    exercises: student.exercises.map(exerciseDocument),
  }
}

function changeDocument({ before, after, ...change }: GradeChange) {
  return { ...change, before: points(before), after: points(after) }
}

function exerciseDocument(exercise: ExerciseResult) {
  return {
    id: exercise.id,
    status: exercise.status,
    score: points(exercise.score),
    max: points(exercise.max),
    ...(exercise.bonus === true ? { bonus: true } : {}),
    ...(exercise.adjustments === undefined ? {} : { adjustments: exercise.adjustments.map(adjustmentDocument) }),
    checks: exercise.checks.map(checkDocument),
    ...(exercise.answer === undefined ? {} : { answer: exercise.answer }),
    ...(exercise.answer === undefined || exercise.rubric === undefined ? {} : { rubric: exercise.rubric }),
  }
}

function adjustmentDocument({ kind, points: change, who, when, why }: Adjustment) {
  return { kind, points: points(change), who, when, why }
}

function attemptDocument({ submission, number, submittedAt, markedLate, lateBy, counts, why, points: worth }: AttemptUse) {
  const time = { ...(submittedAt === undefined ? {} : { submittedAt }), ...(markedLate === undefined ? {} : { markedLate }) }
  return { submission, number, ...time, lateSeconds: Math.ceil(lateBy / 1000), counts, why, points: points(worth) }
}

function checkDocument(check: CheckResult) {
  return {
    id: check.id,
    title: check.title,
    visibility: check.visibility,
    verdict: check.verdict,
    fraction: check.fraction,
    score: points(check.score),
    max: points(check.max),
    findings: writtenFindings(check).map((written, i) => ({ ...written, ...mistakesOf(check.findings[i]) })),
    ms: check.ms,
  }
}

/** Ids of the known mistakes that the answer equals; several where it fits each of them equally well. */
function mistakesOf(finding: Finding | undefined): { readonly mistakes?: readonly string[] } {
  return finding?.code === 'known-mistake' || finding?.code === 'plot' ? { mistakes: finding.mistake.split(' ') } : {}
}
