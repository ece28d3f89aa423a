import { ofVariables, withPossible } from '../by-variables.ts'
import { ownNames } from '../messages/own-names.ts'
import type { Check, CheckContext, Visibility } from '../model/check.ts'
import type { Convention, Exercise } from '../model/exercise.ts'
import type { ShownPicture } from '../model/picture.ts'
import type { CheckResult, ExerciseResult, StudentResult } from '../model/result.ts'
import type { Session } from '../model/session.ts'
import { declaredIn, type Submission } from '../model/submission.ts'
import { orVariables, variablesOf } from '../script-variables.ts'
import { codeLines } from './code-lines.ts'
import { createContradictions, ofRound } from './contradictions.ts'
import { isNoted, noteOf } from './convention-note.ts'
import { type Earlier, type KeptChecks, keptOf } from './earlier.ts'
import { gradeCheck, runCheck, withDiagnosis } from './grade-check.ts'
import type { Memo } from './memo.ts'
import { isBorrowed, type Judged, ofOwnFunctions, triedBy } from './own-functions.ts'
import { plan, rounds } from './plan.ts'
import { positional } from './positional.ts'
import { pendingOf, statusOf, totalOf } from './score.ts'
import { boundedBy, isTwinAsked } from './twin.ts'
import { type WitnessOptions, witnessFor } from './witness.ts'
import { bounded, remembering, speaking } from './wrap-session.ts'

export interface GradeOptions extends WitnessOptions {
  /** The trusted reference of an exercise. */
  readonly reference: (exerciseId: string) => Session
  /** Equal seeds give equal inputs; never 0. */
  readonly seed: number
  readonly memo: Memo
  readonly signal?: AbortSignal
  readonly onExercise?: (result: ExerciseResult) => void
  /** Awaited before each check. */
  readonly onStart?: (exerciseId: string, checkId: string) => void | Promise<void>
  readonly onCheck?: (exerciseId: string, result: CheckResult) => void
  /** A check threw, whoever is at fault. */
  readonly onThrow?: (exerciseId: string, checkId: string, thrown: unknown) => void
  /** Results that are there already: such a check is not run. */
  readonly known?: (exerciseId: string, checkId: string) => CheckResult | undefined
  /** What an earlier run found: where a new run would find the same, nothing is asked. */
  readonly earlier?: Earlier
}

/**
 * Grades one submission: every check of every exercise, the visible ones first. What a submission does ends in a verdict; a defect of a
 * check or of the reference ends in `judging-error` for that check alone. A check that throws is taken for defective only if it does not
 * accept the reference either.
 *
 * A process that has met hidden inputs could hand them on in whatever students are shown. So nothing of that comes later than the first
 * hidden check: neither an answer to a visible check nor the output that is kept.
 *
 * @throws the signal's reason when aborted between checks.
 */
export async function gradeSubmission(
  submission: Submission,
  exercises: readonly Exercise[],
  options: GradeOptions,
): Promise<StudentResult> {
  const kept = keptOf(options.earlier, submission, exercises)
  const begun = exercises.map((exercise) => beginExercise(submission, exercise, options, kept.of(exercise.id)))
  const finished = new Map<Begun, ExerciseResult>()
  const all = (): readonly Judged[] => begun.map((exercise) => exercise.soFar())
  const finish = (exercise: Begun): void => {
    const result = exercise.result(all())
    finished.set(exercise, result)
    options.onExercise?.(result)
  }
  for (const exercise of begun) {
    await exercise.judge('visible')
    await exercise.doubt('visible')
    // What is there only of functions that a later exercise asks for as well is told after that one.
    if (options.visibility === 'visible' && !isBorrowed(exercise.soFar(), all())) finish(exercise)
  }
  const output = kept.output ?? submission.output()
  submission.endVisible?.()
  const code = await codeLines(
    submission,
    begun.flatMap((exercise) => exercise.soFar().results),
  )
  if (options.visibility === 'visible') {
    for (const exercise of begun) if (!finished.has(exercise)) finish(exercise)
  } else {
    const visible = begun.flatMap((exercise) => exercise.soFar().results)
    for (const exercise of begun) await exercise.confirm(visible)
    for (const exercise of begun) {
      await exercise.judge('hidden')
      await exercise.doubt('hidden')
      finish(exercise)
    }
  }
  const results = begun.map((exercise) => finished.get(exercise) as ExerciseResult)
  const checks = results.flatMap((result) => result.checks)
  return {
    id: submission.id,
    kind: submission.kind,
    hash: submission.hash,
    ...(submission.person === undefined ? {} : { person: submission.person }),
    ...totalOf(results),
    pending: pendingOf(checks),
    exercises: results,
    remarks: submission.remarks,
    output,
    ...code,
    ...shownOf(submission, (plot) => !exercises.some(({ plots }) => plots?.some((name) => name === plot))),
  }
}

interface Begun {
  judge(round: Visibility): Promise<void>
  /** Holds what is declared against the answers of a round. */
  doubt(round: Visibility): Promise<void>
  /** What has been judged so far. */
  soFar(): Judged
  /** Asks the twins of the visible checks, given the results of all of them. */
  confirm(visible: readonly CheckResult[]): Promise<void>
  /** @param all - the exercises of the run, this one too. */
  result(all: readonly Judged[]): ExerciseResult
}

function beginExercise(submission: Submission, exercise: Exercise, options: GradeOptions, kept?: KeptChecks): Begun {
  const declared = declaredIn(submission, exercise.id)
  const spoken = (exercise.conventions ?? []).filter((one) => declared.get(one.key) === one.value)
  const unnamed = positional(exercise.entries)
  const inOwnNames = ownNames(submission, submission.file?.(exercise.id), exercise.entries)
  const used = new Set(spoken.filter((one) => one.toStudent === undefined && one.fromStudent === undefined))
  const reference = options.reference(exercise.id)
  const own = bounded(submission.session(exercise.id), exercise)
  const variables = variablesOf(own, exercise)
  const witness = witnessFor(exercise.id, options)
  const subjectIn = (conventions: readonly Convention[], onUse: (used: Convention) => void): Session => {
    // Variables are given no arguments.
    const ofAnswers = conventions.filter(({ fromStudent }) => fromStudent !== undefined).map(({ toStudent: _, ...one }) => one)
    const onRead = ({ key }: Convention): void => {
      for (const one of conventions) if (one.key === key) onUse(one)
    }
    const read = speaking(variables.session, ofAnswers, reference, onRead, witness?.threw)
    return remembering(orVariables(speaking(own, [...unnamed, ...conventions], reference, onUse, witness?.threw), read))
  }
  const asked = subjectIn(spoken, (one) => used.add(one))
  const subject = witness?.watching(asked) ?? asked
  const answer = submission.answers.get(exercise.id)
  const outcomes = new Map<string, CheckResult>()
  const context: CheckContext = {
    reference,
    seed: options.seed,
    declared,
    memo: (key, make) => options.memo(`${exercise.id}/${key}`, make),
    ...(answer === undefined ? {} : { answer }),
    ...(submission.pictures === undefined ? {} : { pictures: submission.pictures }),
    ...(submission.refused === undefined ? {} : { refused: submission.refused }),
    tried: () => triedBy(exercise, [...outcomes.values()]),
    ...(witness === undefined ? {} : { looksAt: witness.looksAt }),
  }
  const contradictions = createContradictions({
    doubts: spoken.map((convention) => ({
      convention,
      subject: subjectIn(
        spoken.filter((one) => one !== convention),
        () => undefined,
      ),
      context: { ...context, declared: new Map([...declared].filter(([key]) => key !== convention.key)) },
    })),
    run: (check, own, read) => runCheck(check, own, read, throwing(check)),
    onStart: async (check) => {
      options.signal?.throwIfAborted()
      await options.onStart?.(exercise.id, check.id)
    },
  })
  const noted = new Set<Convention>()
  const planned = plan(exercise.checks)
  const roundOf = rounds(planned)

  const throwing = (check: Check) => (thrown: unknown) => {
    witness?.threw(thrown)
    options.onThrow?.(exercise.id, check.id, thrown)
  }

  async function judge(round: Visibility): Promise<void> {
    for (const check of planned) {
      if (roundOf(check) !== round) continue
      options.signal?.throwIfAborted()
      const known = options.known?.(exercise.id, check.id) ?? kept?.checks.get(check.id)
      if (known !== undefined) {
        for (const one of [...unnamed, ...spoken]) if (isNoted(one, known)) noted.add(one)
        outcomes.set(check.id, known)
        continue
      }
      await options.onStart?.(exercise.id, check.id)
      const result = await gradeCheck(check, subject, context, outcomes, throwing(check), witness)
      const news = [...used].filter((one) => !noted.has(one))
      for (const one of news) noted.add(one)
      const byVariables = ofVariables(check, result, variables)
      const complete = { ...result, findings: inOwnNames([...result.findings, ...news.map(noteOf), ...byVariables]) }
      options.onCheck?.(exercise.id, complete)
      outcomes.set(check.id, complete)
    }
  }

  async function doubt(round: Visibility): Promise<void> {
    if (kept?.isWhole === true) return
    const changed = await contradictions(ofRound(planned, roundOf, round), outcomes)
    for (const result of changed) outcomes.set(result.id, result)
  }

  async function confirm(visible: readonly CheckResult[]): Promise<void> {
    for (const check of planned) {
      const known = outcomes.get(check.id)
      if (check.twin === undefined || known === undefined || kept?.checks.get(check.id) === known || !isTwinAsked(check, known, visible))
        continue
      options.signal?.throwIfAborted()
      await options.onStart?.(exercise.id, check.id)
      witness?.begin(check.id)
      const outcome = await runCheck(check.twin, subject, context, throwing(check))
      outcomes.set(check.id, withDiagnosis(boundedBy(known, outcome), witness))
      // As it was: a run that has to begin anew asks the twin again.
      options.onCheck?.(exercise.id, known)
    }
  }

  function soFar(): Judged {
    return { exercise, results: exercise.checks.flatMap((check) => outcomes.get(check.id) ?? []) }
  }

  function result(all: readonly Judged[]): ExerciseResult {
    const own = ofOwnFunctions(soFar(), all)
    const checks = kept?.isWhole === true ? own : withPossible(own, exercise)
    const { id, sheet, title } = exercise
    const file = submission.file?.(exercise.id)
    const rubric = exercise.checks.flatMap((check) => check.rubric ?? [])
    return {
      ...{ id, sheet, title, status: statusOf(checks), ...totalOf(checks), checks },
      ...(file === undefined ? {} : { file }),
      ...(answer === undefined ? {} : { answer }),
      // A student's own check shows no more than the statement.
      ...(rubric.length === 0 || options.visibility === 'visible' ? {} : { rubric }),
      ...shownOf(submission, (plot) => exercise.plots?.some((name) => name === plot) === true),
    }
  }

  return { judge, doubt, soFar, confirm, result }
}

/** The pictures for which `wanted` holds, if there are any. */
function shownOf({ pictures }: Submission, wanted: (plot: string | undefined) => boolean): { readonly pictures?: readonly ShownPicture[] } {
  const shown = [...(pictures?.values() ?? [])].filter(({ plot }) => wanted(plot)).map((picture) => picture.shown)
  return shown.length === 0 ? {} : { pictures: shown }
}
