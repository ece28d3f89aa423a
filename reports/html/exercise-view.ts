import { publicFindings, verdictWord } from '#grading/messages/finding-text'
import type { ShownPicture } from '#grading/model/picture'
import type { CheckResult, CodeLine, ExerciseResult } from '#grading/model/result'
import type { Fix } from '../fixes.ts'
import { artifactView, image } from '../picture/artifact-view.ts'
import { dataUri } from '../picture/png.ts'
import { toMark } from '../statistics.ts'
import { commonFault } from '../text/common-fault.ts'
import { counted } from '../text/counted.ts'
import { pointsText } from '../text/points.ts'
import { statusLook, verdictLook } from '../text/status.ts'
import { anchorOf } from './anchor.ts'
import { codeView, findingsView, findingView } from './finding-view.ts'
import { type Markup, preformatted, type View } from './markup.ts'
import { rubricView } from './rubric-view.ts'

/** What the parts of a student's page share. */
export interface StudentPage {
  /** Of all points on the page, so that columns align. */
  readonly decimals: number
  readonly fixes: readonly Fix[]
  /** How many of them stand at the top of the page. */
  readonly atTop: number
  readonly statementOf: (exerciseId: string) => Markup | undefined
  readonly code: readonly CodeLine[] | undefined
  /** Whether each exercise says which file answered. */
  readonly namesFiles: boolean
}

type Fields = { readonly [field: string]: View }

/** What exercise.hbs shows: what is wrong, each thing once; what is right in one line. */
export function exerciseView(exercise: ExerciseResult, page: StudentPage): Fields {
  const { sign, tone, word } = statusLook(exercise.status)
  const common = exercise.status === 'judging-error' ? commonFault(exercise) : undefined
  const checksOf = (verdict: CheckResult['verdict']): readonly CheckResult[] => exercise.checks.filter((check) => check.verdict === verdict)
  const right = checksOf('accepted')
  const rest = new Set<CheckResult>([...right, ...checksOf('skipped'), ...checksOf('not-attempted')])
  const wrong = common === undefined ? exercise.checks.filter((check) => !rest.has(check)) : []
  return {
    anchor: anchorOf(exercise.id),
    sheet: exercise.sheet,
    title: exercise.title,
    sign,
    tone,
    word,
    points: pointsText(exercise.score, page.decimals),
    max: pointsText(exercise.max, page.decimals),
    statement: page.statementOf(exercise.id) ?? null,
    answer: exercise.answer === undefined ? null : preformatted(exercise.answer),
    // While the answer waits, the rubric is for whoever marks it: on the class page.
    rubric: exercise.answer === undefined || toMark(exercise) > 0 ? null : rubricView(exercise),
    file: page.namesFiles ? (exercise.file ?? null) : null,
    notJudged: exercise.status === 'judging-error' && common === undefined,
    common: common === undefined ? null : findingsView(common),
    groups: groupsOf(wrong, page.fixes).map((group) => groupView(group, exercise, page)),
    right:
      right.length === 0
        ? null
        : { says: rightText(right.length, exercise.checks.length), checks: right.map((one) => checkView(one, page, findingsView(one))) },
    skipped: titlesView(checksOf('skipped')),
    missing: titlesView(checksOf('not-attempted')),
    measured: measuredView(exercise.checks),
    pictures: picturesView(exercise.pictures),
  }
}

function rightText(right: number, all: number): string {
  return right === all ? `${all === 1 ? 'The check' : `All ${all} checks`} passed` : `${right} of ${counted(all, 'check')} passed`
}

interface Group {
  readonly checks: readonly CheckResult[]
  /** Absent for hidden checks and for those that await an instructor. */
  readonly fix?: Fix
}

/** Checks that say the same, in the order of the first of each. */
function groupsOf(wrong: readonly CheckResult[], fixes: readonly Fix[]): readonly Group[] {
  const groups = new Map<unknown, { checks: CheckResult[]; fix?: Fix }>()
  for (const check of wrong) {
    const fix = fixes.find(({ checks }) => checks.includes(check))
    const key =
      fix ??
      `${check.visibility} ${check.verdict} ${publicFindings(check)
        .map(({ text }) => text)
        .join('\n')}`
    const group = groups.get(key) ?? { checks: [], ...(fix === undefined ? {} : { fix }) }
    groups.set(key, group)
    group.checks.push(check)
  }
  return [...groups.values()]
}

function groupView({ checks, fix }: Group, exercise: ExerciseResult, page: StudentPage): Fields {
  const lines = checks.map((check) => checkView(check, page))
  const none = { checks: lines, above: null, lead: null, code: null, numbers: null }
  const [first] = checks as [CheckResult]
  if (fix === undefined) return { ...none, lead: findingsView(first) }
  const place = page.fixes.indexOf(fix)
  const numbers = checks.flatMap((check) => {
    const findings = findingsView(check, { fix, exercise: exercise.id })
    return findings.length === 0 ? [] : [{ title: checks.length > 1 ? check.title : null, findings }]
  })
  const told = place < page.atTop
  return {
    ...none,
    above: told ? place + 1 : null,
    lead: told ? null : [findingView(fix.lead)],
    code: told ? null : codeView(page.code, fix.place),
    numbers: numbers.length === 0 ? null : numbers,
  }
}

/** A check as a line; its findings below it, where they are given. */
function checkView(check: CheckResult, { decimals }: Pick<StudentPage, 'decimals'>, findings: View = []): Fields {
  const { sign, tone } = verdictLook(check.verdict)
  return {
    title: check.title,
    hidden: check.visibility === 'hidden',
    sign,
    tone,
    word: verdictWord(check.verdict),
    points: pointsText(check.score, decimals),
    max: pointsText(check.max, decimals),
    findings,
  }
}

function titlesView(checks: readonly CheckResult[]): View {
  if (checks.length === 0) return null
  const reasons = new Set(
    checks.flatMap((check) =>
      publicFindings(check)
        .filter(({ code }) => code !== 'skipped')
        .map(({ text }) => text),
    ),
  )
  return {
    titles: checks.map(({ title }) => title).join(' · '),
    reasons: [...reasons].slice(0, MOST_REASONS),
    more: Math.max(0, reasons.size - MOST_REASONS),
  }
}

const MOST_REASONS = 3

/** What visible checks measured, as pictures of ours. */
function measuredView(checks: readonly CheckResult[]): View {
  const artifacts = checks.flatMap((check) => (check.visibility === 'visible' ? (check.artifacts ?? []) : []))
  return artifacts.length === 0 ? null : artifacts.map(artifactView)
}

export function picturesView(pictures: readonly ShownPicture[] | undefined): View {
  if (pictures === undefined) return null
  return pictures.map(({ name, width, height, png }) => ({
    title: name,
    picture: image(dataUri(Buffer.from(png, 'base64')), width, height, `submitted plot ${name}`, 'picture handed-in'),
  }))
}
