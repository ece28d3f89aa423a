import type { Memo } from './memo.ts'
import type { Check, CheckContext, Outcome } from './model/check.ts'
import type { Convention, Exercise } from './model/exercise.ts'
import type { Finding } from './model/finding.ts'
import type { CheckResult, ExerciseResult, StudentResult } from './model/result.ts'
import type { Session } from './model/session.ts'
import type { Submission } from './model/submission.ts'
import { plan } from './plan.ts'
import { hundredths, pendingOf, shareOf, statusOf, totalOf } from './score.ts'
import { remembering, speaking } from './wrap-session.ts'

export interface GradeOptions {
  /** The trusted reference of an exercise. */
  readonly reference: (exerciseId: string) => Session
  /** Equal seeds give equal inputs; never 0. */
  readonly seed: number
  /** `visible` leaves hidden checks out, for a student's own check. */
  readonly visibility: 'all' | 'visible'
  readonly memo: Memo
  readonly signal?: AbortSignal
  readonly onExercise?: (result: ExerciseResult) => void
}

/**
 * Grades one submission: every check of every exercise, in order. What a submission does ends in a verdict; a defect of a check or of
 * the reference ends in `judging-error` for that check alone.
 *
 * @throws the signal's reason when aborted between checks.
 */
export async function gradeSubmission(
  submission: Submission,
  exercises: readonly Exercise[],
  options: GradeOptions,
): Promise<StudentResult> {
  const results: ExerciseResult[] = []
  for (const exercise of exercises) {
    const result = await gradeExercise(submission, exercise, options)
    options.onExercise?.(result)
    results.push(result)
  }
  const checks = results.flatMap((result) => result.checks)
  return {
    id: submission.id,
    kind: submission.kind,
    hash: submission.hash,
    ...totalOf(results),
    pending: pendingOf(checks),
    exercises: results,
    remarks: submission.remarks,
    output: submission.output(),
  }
}

async function gradeExercise(submission: Submission, exercise: Exercise, options: GradeOptions): Promise<ExerciseResult> {
  const spoken = (exercise.conventions ?? []).filter((one) => submission.declared.get(one.key) === one.value)
  const used = new Set(spoken.filter((one) => one.toStudent === undefined && one.fromStudent === undefined))
  const subject = remembering(speaking(submission.session(exercise.id), spoken, (one) => used.add(one)))
  const context: CheckContext = {
    reference: options.reference(exercise.id),
    seed: options.seed,
    declared: submission.declared,
    memo: (key, make) => options.memo(`${exercise.id}/${key}`, make),
  }
  const outcomes = new Map<string, CheckResult>()
  const noted = new Set<Convention>()
  for (const check of plan(exercise.checks)) {
    if (options.visibility === 'visible' && check.visibility === 'hidden') continue
    options.signal?.throwIfAborted()
    const result = await gradeCheck(check, subject, context, outcomes)
    const news = [...used].filter((one) => !noted.has(one))
    for (const one of news) noted.add(one)
    outcomes.set(check.id, { ...result, findings: [...result.findings, ...news.map(noteOf)] })
  }
  const checks = exercise.checks.flatMap((check) => outcomes.get(check.id) ?? [])
  return { id: exercise.id, sheet: exercise.sheet, title: exercise.title, status: statusOf(checks), ...totalOf(checks), checks }
}

async function gradeCheck(
  check: Check,
  subject: Session,
  context: CheckContext,
  earlier: ReadonlyMap<string, CheckResult>,
): Promise<CheckResult> {
  const started = performance.now()
  const blocker = (check.after ?? []).map((id) => earlier.get(id)).find((result) => result !== undefined && result.fraction === 0)
  const outcome = blocker === undefined ? await runCheck(check, subject, context) : skipped(blocker)
  const max = hundredths(check.points)
  return {
    id: check.id,
    title: check.title,
    visibility: check.visibility,
    verdict: outcome.verdict,
    fraction: outcome.fraction,
    score: shareOf(max, outcome.fraction),
    max,
    findings: outcome.findings,
    ms: Math.round(performance.now() - started),
  }
}

async function runCheck(check: Check, subject: Session, context: CheckContext): Promise<Outcome> {
  try {
    return await check.run(subject, context)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { verdict: 'judging-error', fraction: 0, findings: [{ code: 'judging-error', reason, severity: 'error' }] }
  }
}

/** A check that waits for another has the same standing: not attempted, or waiting for a person; else it is skipped. */
function skipped(blocker: CheckResult): Outcome {
  const verdict = blocker.verdict === 'not-attempted' || blocker.verdict === 'judging-error' ? blocker.verdict : 'skipped'
  return { verdict, fraction: 0, findings: [{ code: 'skipped', because: blocker.title, severity: 'note' }] }
}

/** A declared convention is noted once, at the first check in which it mattered. */
function noteOf(convention: Convention): Finding {
  return { code: 'convention', says: convention.note, severity: 'note' }
}
