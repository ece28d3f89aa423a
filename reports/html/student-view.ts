import { sum } from 'd3-array'
import { findingText } from '#grading/messages/finding-text'
import type { CourseFacts, SubmissionFacts } from '#grading/model/report'
import type { ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { type Fix, fixesOf } from '../fixes.ts'
import { causesOf } from '../text/common-fault.ts'
import { counted } from '../text/counted.ts'
import { dateText } from '../text/date.ts'
import { countedPoints, decimalsOf, percent, pointsText } from '../text/points.ts'
import { statusLook } from '../text/status.ts'
import { adjustmentsView } from './adjustments-view.ts'
import { anchorOf } from './anchor.ts'
import { scoreBar } from './chart/bar.ts'
import { correctionsView } from './corrections-view.ts'
import { exerciseView, picturesView, type StudentPage } from './exercise-view.ts'
import { codeView, findingView } from './finding-view.ts'
import { type Markup, preformatted, type View } from './markup.ts'

type Fields = { readonly [field: string]: View }

/** More than this at once is not read. */
const MOST_FIXES = 3

/** All that the page of a student depends on beside statements and code of Assay, so that an equal page need not be made again. */
export interface StudentPageInputs {
  readonly student: StudentResult
  readonly facts: SubmissionFacts
  readonly run: Pick<RunResult, 'assay' | 'engine' | 'published'>
  /** What every report says first of the run. */
  readonly banner?: string
  readonly course: Omit<CourseFacts, 'submissions'>
  /** When the run began that graded the submission: ISO 8601, UTC. */
  readonly gradedAt?: string
}

/** What student.hbs shows. Of a hidden check: title, points and category, nothing of what it found. */
export function studentView(
  { student, facts, run, banner, course, gradedAt }: StudentPageInputs,
  statementOf: (exerciseId: string) => Markup | undefined,
): Fields {
  const { exercises } = student
  const fixes = fixesOf(exercises)
  const top = fixes.slice(0, MOST_FIXES)
  const page: StudentPage = {
    decimals: decimalsOf(exercises.flatMap(({ score, max, checks }) => [score, max, ...checks.flatMap((one) => [one.score, one.max])])),
    fixes,
    atTop: top.length,
    statementOf,
    code: student.code,
    namesFiles: student.kind === 'mixed',
  }
  const kinds = kindsOf(exercises, top)
  const of = (kind: Kind): readonly ExerciseResult[] => exercises.filter((exercise) => kinds.get(exercise) === kind)
  return {
    title: facts.name ?? student.id,
    kicker: [course.title, course.sheet].filter((part) => part !== undefined && part !== '').join(' · ') || 'Report',
    facts: factsView(student, facts, { course, gradedAt, publishedAt: run.published?.at }),
    score: pointsText(student.score),
    max: pointsText(student.max),
    percent: percent(student.score, student.max),
    pending: student.pending > 0 ? pointsText(student.pending) : null,
    bar: scoreBar('Share of all points', student.score, student.max, 'full', student.pending),
    undecided: student.undecided ?? null,
    adjustments: adjustmentsView(facts.adjustments, course.timezone),
    corrections: correctionsView(student.changes, course.timezone),
    ungraded: causesOf(exercises)
      .filter(({ own }) => !own)
      .map(({ findings, exercises: all }) => ({ findings: findings.map((one) => findingView(one)), reach: reachText(all) })),
    fixes: top.map((fix, i) => fixView(fix, i + 1, page)),
    oneFix: top.length === 1,
    moreFixes: fixes.length - top.length,
    overview: overviewView(exercises, kinds, top, page),
    shown: of('shown').map((exercise) => exerciseView(exercise, page)),
    full: of('full').map((exercise) => exerciseView(exercise, page)),
    folded: exercises
      .filter((exercise) => kinds.get(exercise) === 'unloadable' || kinds.get(exercise) === 'missing')
      .map((exercise) => ({
        ...exerciseView({ ...exercise, checks: [] }, page),
        open: exercise.status === 'not-attempted' ? openText(exercise) : null,
      })),
    pictures: picturesView(student.pictures),
    remarks: student.remarks.map((remark) => findingText(remark).text),
    stdout: outputView(student.output.stdout),
    stderr: outputView(student.output.stderr),
    banner: banner ?? null,
    // It would let hidden inputs be drawn anew.
    seed: null,
    version: run.assay,
    engine: run.engine ?? null,
  }
}

/** Where an exercise stands on the page: `unloadable` is told once at the top, `missing` was not submitted. */
type Kind = 'shown' | 'full' | 'unloadable' | 'missing'

function kindsOf(exercises: readonly ExerciseResult[], top: readonly Fix[]): ReadonlyMap<ExerciseResult, Kind> {
  const unloadable = new Set(top.filter((fix) => fix.unloadable).flatMap((fix) => fix.exercises))
  return new Map(
    exercises.map((exercise): [ExerciseResult, Kind] => {
      if (unloadable.has(exercise)) return [exercise, 'unloadable']
      if (exercise.status === 'not-attempted') return [exercise, 'missing']
      const plain =
        exercise.answer === undefined && !exercise.pictures?.length && !exercise.checks.some(({ artifacts }) => artifacts?.length)
      return [exercise, exercise.status === 'full' && plain ? 'full' : 'shown']
    }),
  )
}

const KINDS: { readonly [K in StudentResult['kind']]: string } = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  notebook: 'Notebook',
  model: 'Model',
  mixed: 'Several languages',
  none: 'No code',
}

/** Of several languages with the files that answered: another file of the same function is not asked. */
function kindText({ kind, exercises }: StudentResult): string {
  const files = [...new Set(exercises.flatMap(({ file }) => file ?? []))]
  return kind !== 'mixed' || files.length === 0 ? KINDS[kind] : `${KINDS[kind]} (${files.join(', ')})`
}

/** Who, when and what, as far as it is known. */
function factsView(
  student: StudentResult,
  { name, group, submittedAt, attempts }: SubmissionFacts,
  { course, ...times }: Readonly<Record<'gradedAt' | 'publishedAt', string | undefined>> & { readonly course: StudentPageInputs['course'] },
): View {
  const time = (iso: string | undefined): string[] => (iso === undefined ? [] : [dateText(iso, course.timezone)])
  const counting = attempts?.find(({ counts }) => counts)
  const attempt =
    counting === undefined || attempts === undefined || attempts.length < 2
      ? []
      : [`attempt ${counting.number} of ${attempts.length}: ${counting.why}`]
  const when = time(submittedAt ?? counting?.submittedAt)
  const submitted = student.notGraded === true ? ['not graded yet'] : [...when, kindText(student), ...attempt]
  // Of a kind alone nobody can say when it was submitted.
  const isKind = student.notGraded !== true && submitted.length === 1
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Submission', name === undefined || name === student.id ? undefined : student.id],
    ['Group', group],
    [isKind ? 'Kind' : 'Submitted', submitted.join(' · ')],
    ['Graded', time(times.gradedAt)[0]],
    ['Published', time(times.publishedAt)[0]],
  ]
  return rows.flatMap(([what, says]) => (says === undefined || says === '' ? [] : [{ what, says }]))
}

function fixView(fix: Fix, number: number, page: StudentPage): Fields {
  const { lead, exercises, checks, lost, unloadable, place } = fix
  const hidden = exercises.some((exercise) => exercise.checks.some(({ visibility, fraction }) => visibility === 'hidden' && fraction < 1))
  const [first] = exercises as [ExerciseResult]
  return {
    number,
    findings: [findingView(lead)],
    code: codeView(page.code, place),
    win: countedPoints(lost),
    least: hidden && !unloadable,
    where: unloadable
      ? null
      : exercises.map((exercise) => ({ anchor: anchorOf(exercise.id), sheet: exercise.sheet, title: exercise.title })),
    checks: counted(checks.length, 'check'),
    reach: unloadable ? (exercises.length > 1 ? affected(exercises) : `${first.sheet} ${first.title} cannot be graded.`) : null,
  }
}

function reachText(exercises: readonly ExerciseResult[]): string {
  return `${affected(exercises)}: ${countedPoints(sum(exercises, ({ max }) => max))} cannot be graded.`
}

function affected(exercises: readonly ExerciseResult[]): string {
  return `Affects ${counted(exercises.length, 'exercise')} (${exercises.map(({ sheet }) => sheet).join(', ')})`
}

/** A row for each exercise that has something of its own to say; one row for those that have the same cause, one for what is missing. */
function overviewView(
  exercises: readonly ExerciseResult[],
  kinds: ReadonlyMap<ExerciseResult, Kind>,
  top: readonly Fix[],
  { decimals }: StudentPage,
): View {
  const row = (some: readonly ExerciseResult[], tone: ReturnType<typeof statusLook>, says: string | null) => ({
    names: some.map(({ id, sheet, title }) => ({ anchor: anchorOf(id), sheet, title })),
    several: some.length > 1 ? counted(some.length, 'exercise') : null,
    bar: scoreBar(
      `${some.map(({ sheet }) => sheet).join(', ')}: ${pointsText(sum(some, ({ score }) => score))} of ${pointsText(sum(some, ({ max }) => max))} points`,
      sum(some, ({ score }) => score),
      sum(some, ({ max }) => max),
      tone.tone,
      sum(some, waitingOf),
    ),
    points: pointsText(
      sum(some, ({ score }) => score),
      decimals,
    ),
    max: pointsText(
      sum(some, ({ max }) => max),
      decimals,
    ),
    sign: tone.sign,
    tone: tone.tone,
    word: says ?? tone.word,
  })
  const own = exercises.filter((exercise) => kinds.get(exercise) === 'shown' || kinds.get(exercise) === 'full')
  const missing = exercises.filter((exercise) => kinds.get(exercise) === 'missing')
  return [
    ...own.map((exercise) => row([exercise], statusLook(exercise.status), null)),
    ...top.flatMap((fix, i) => (fix.unloadable ? [row(fix.exercises, statusLook('zero'), `not loaded, see ${i + 1}`)] : [])),
    ...(missing.length === 0 ? [] : [row(missing, statusLook('not-attempted'), null)]),
  ]
}

function waitingOf({ checks }: ExerciseResult): number {
  return sum(checks, ({ verdict, max }) => (verdict === 'judging-error' || verdict === 'pending-manual' ? max : 0))
}

function openText({ checks }: ExerciseResult): string {
  const remarks = checks.flatMap(({ findings }) => findings.flatMap((one) => (one.code === 'remark' ? [one.says] : [])))
  return remarks[0] ?? 'No answer found for this exercise. It counts as not attempted.'
}

function outputView(text: string): View {
  if (text === '') return null
  const lines = text.replace(/\n$/, '').split('\n').length
  return { text: preformatted(text), lines, one: lines === 1 }
}
