import { findingText, publicFindings, verdictWord, type WrittenFinding } from '#grading/messages/finding-text'
import type { ShownPicture } from '#grading/model/picture'
import type { CheckResult, ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { artifactView, image } from '../picture/artifact-view.ts'
import { dataUri } from '../picture/png.ts'
import { toMark } from '../statistics.ts'
import { type Cause, causesOf, commonFault } from '../text/common-fault.ts'
import { counted } from '../text/counted.ts'
import { decimalsOf, percent, pointsText } from '../text/points.ts'
import { runBanner } from '../text/run-banner.ts'
import { statusLook, verdictLook } from '../text/status.ts'
import { anchorOf } from './anchor.ts'
import { scoreBar } from './chart/bar.ts'
import { excerptView } from './excerpt-view.ts'
import { type Markup, preformatted, type View } from './markup.ts'
import { rubricView } from './rubric-view.ts'

type Fields = { readonly [field: string]: View }

/** What student.hbs shows. Of a hidden check: title, points and category, nothing of what it found. */
export function studentView(student: StudentResult, run: RunResult, statements: ReadonlyMap<string, Markup>): Fields {
  const decimals = decimalsOf(
    student.exercises.flatMap(({ score, max, checks }) => [score, max, ...checks.flatMap((check) => [check.score, check.max])]),
  )
  const causes = causesOf(student.exercises)
  const above = new Set(causes.flatMap(({ exercises }) => exercises))
  return {
    title: student.id,
    kind: student.notGraded === true ? 'Not graded yet' : KINDS[student.kind],
    score: pointsText(student.score),
    max: pointsText(student.max),
    percent: percent(student.score, student.max),
    pending: student.pending > 0 ? pointsText(student.pending) : null,
    bar: scoreBar('Share of all points', student.score, student.max, 'full', student.pending),
    causes: causes.map(causeView),
    exercises: student.exercises.map((exercise) => exerciseView(exercise, decimals, statements.get(exercise.id), above.has(exercise))),
    pictures: picturesView(student.pictures),
    remarks: student.remarks.map((remark) => findingText(remark).text),
    stdout: outputView(student.output.stdout),
    stderr: outputView(student.output.stderr),
    banner: runBanner(run) ?? null,
    // It would let hidden inputs be drawn anew.
    seed: null,
    version: run.assay,
    engine: run.engine ?? null,
  }
}

const KINDS: { readonly [K in StudentResult['kind']]: string } = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  notebook: 'Notebook',
  model: 'Model files',
  mixed: 'Several languages',
  none: 'No code found',
}

/** Said once, before everything else: repeated in each exercise it would hide that there is one thing to do. */
function causeView({ exercises, findings, own }: Cause): Fields {
  const points = pointsText(exercises.reduce((sum, { max }) => sum + max, 0))
  const of = `${counted(exercises.length, 'exercise')} (${exercises.map(({ sheet }) => sheet).join(', ')})`
  return {
    own,
    findings: findings.map((finding) => findingView(finding)),
    reach: own ? `Affects ${of}: ${points} points cannot be graded.` : `${of}, ${points} points.`,
  }
}

/** @param told - whether what there is to say stands at the top of the page. */
function exerciseView(exercise: ExerciseResult, decimals: number, statement: Markup | undefined, told: boolean): Fields {
  const { sign, tone, word } = statusLook(exercise.status)
  const notAttempted = exercise.status === 'not-attempted'
  const common = notAttempted ? undefined : commonFault(exercise)
  const waiting = sumOf(exercise.checks.filter(({ verdict }) => verdict === 'judging-error' || verdict === 'pending-manual'))
  return {
    anchor: anchorOf(exercise.id),
    sheet: exercise.sheet,
    title: exercise.title,
    sign,
    tone,
    word,
    points: pointsText(exercise.score, decimals),
    max: pointsText(exercise.max, decimals),
    bar: scoreBar(
      `${exercise.sheet}: ${pointsText(exercise.score)} of ${pointsText(exercise.max)} points`,
      exercise.score,
      exercise.max,
      tone,
      waiting,
    ),
    statement: statement ?? null,
    answer: exercise.answer === undefined ? null : preformatted(exercise.answer),
    // While the answer waits, the rubric is for whoever marks it: on the class page.
    rubric: exercise.answer === undefined || toMark(exercise) > 0 ? null : rubricView(exercise),
    notAttempted,
    open: notAttempted ? openText(exercise.checks) : null,
    told,
    folded: notAttempted || told,
    notJudged: exercise.status === 'judging-error' && common === undefined,
    common: common === undefined || told ? null : findingsView(common),
    measured: measuredView(exercise.checks),
    pictures: picturesView(exercise.pictures),
    checks: exercise.checks.map((check) => checkView(check, decimals, common === undefined && !notAttempted)),
  }
}

function openText(checks: readonly CheckResult[]): string {
  const remarks = checks.flatMap(({ findings }) => findings.flatMap((one) => (one.code === 'remark' ? [one.says] : [])))
  return remarks[0] ?? 'No answer found for this exercise. It counts as not attempted.'
}

/** What visible checks measured, as pictures of ours. */
function measuredView(checks: readonly CheckResult[]): View {
  const artifacts = checks.flatMap((check) => (check.visibility === 'visible' ? (check.artifacts ?? []) : []))
  return artifacts.length === 0 ? null : artifacts.map(artifactView)
}

function picturesView(pictures: readonly ShownPicture[] | undefined): View {
  if (pictures === undefined) return null
  return pictures.map(({ name, width, height, png }) => ({
    title: name,
    picture: image(dataUri(Buffer.from(png, 'base64')), width, height, `submitted plot ${name}`, 'picture handed-in'),
  }))
}

function sumOf(checks: readonly CheckResult[]): number {
  return checks.reduce((sum, { max }) => sum + max, 0)
}

function checkView(check: CheckResult, decimals: number, withFindings: boolean): Fields {
  const { sign, tone } = verdictLook(check.verdict)
  return {
    title: check.title,
    hidden: check.visibility === 'hidden',
    sign,
    tone,
    word: verdictWord(check.verdict),
    points: pointsText(check.score, decimals),
    max: pointsText(check.max, decimals),
    findings: withFindings ? findingsView(check) : [],
  }
}

function findingsView(check: CheckResult): View {
  const own = check.visibility === 'visible' ? check.findings : []
  return publicFindings(check).map((finding, i) => {
    const data = own[i]
    return findingView(
      finding,
      data?.code === 'value-mismatch' && data.excerpt !== undefined && data.total > 1 ? excerptView(data.excerpt) : null,
    )
  })
}

function findingView({ text, severity, hint }: WrittenFinding, excerpt: View = null): Fields {
  return { text, note: severity === 'note', hint: hint ?? null, excerpt }
}

function outputView(text: string): View {
  if (text === '') return null
  const lines = text.replace(/\n$/, '').split('\n').length
  return { text: preformatted(text), lines, one: lines === 1 }
}
