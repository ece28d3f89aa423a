import { findingText, publicFindings, verdictWord, type WrittenFinding } from '#grading/messages/finding-text'
import type { Finding } from '#grading/model/finding'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import { commonFault } from '../text/common-fault.ts'
import { decimalsOf, percent, pointsText } from '../text/points.ts'
import { shorten } from '../text/shorten.ts'
import { statusLook, type Tone, verdictLook } from '../text/status.ts'
import { visible } from '../text/visible.ts'
import { type Paint, paint } from './paint.ts'
import { wrap } from './wrap.ts'

export interface ConsoleOptions {
  readonly colour: boolean
  /** Columns of the terminal; longer lines are wrapped. */
  readonly width: number
}

interface Page {
  readonly width: number
  readonly paint: Paint
  readonly decimals: number
  /** Messages that stand above already: a file that cannot be loaded says so once, not for every check. */
  readonly told: Set<string>
}

const NARROWEST = 50
const WIDEST = 100
const MOST_REASONS = 3

/**
 * One student's result for a terminal: a line per exercise with its points, below it only what is not right yet, with message
 * and hint. The student's own text is shown with its control characters made visible. Ends with a line break.
 */
export function studentConsole(result: StudentResult, options: ConsoleOptions): string {
  const page = pageOf(result.exercises, options, new Set())
  const remarks = remarksConsole(result.remarks, options)
  const lines = [...result.exercises.flatMap((exercise) => exerciseLines(exercise, page)), '', totalLine(result, page)]
  return `${remarks === '' ? '' : `${remarks}\n`}${lines.join('\n')}\n`
}

/** How the submission was read, a note each; empty when there is nothing to say. */
export function remarksConsole(remarks: readonly Finding[], options: ConsoleOptions): string {
  const page = pageOf([], options, new Set())
  const lines = remarks.flatMap((remark) => said(findingText(remark).text, 'note: ', page).map(page.paint.faint))
  return lines.map((line) => `${line}\n`).join('')
}

/**
 * One exercise as {@link studentConsole} shows it, for printing as soon as it is done.
 * @param told - messages printed before, shared by the exercises of one student; what is said here is added.
 */
export function exerciseConsole(exercise: ExerciseResult, options: ConsoleOptions, told: Set<string> = new Set()): string {
  return `${exerciseLines(exercise, pageOf([exercise], options, told)).join('\n')}\n`
}

function pageOf(exercises: readonly ExerciseResult[], options: ConsoleOptions, told: Set<string>): Page {
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, options.width)),
    paint: paint(options.colour),
    decimals: decimalsOf(exercises.flatMap(({ checks }) => checks.flatMap(({ score, max }) => [score, max]))),
    told,
  }
}

function exerciseLines(exercise: ExerciseResult, page: Page): string[] {
  const { sign, word, tone } = statusLook(exercise.status)
  const waits = tone === 'open' || tone === 'waits' ? `${word}  ` : ''
  const head = row(`${sign} ${exercise.sheet.padEnd(3)} `, exercise.title, `${waits}${amount(exercise, page)}`, tone, page)
  if (exercise.status === 'not-attempted') return [head]
  const fault = commonFault(exercise)
  if (fault !== undefined) return [head, ...findingLines(fault, '  ', page)]
  return [head, ...failingLines(exercise.checks, page), ...variableLines(exercise.checks, page), ...noteLines(exercise.checks, page)]
}

function failingLines(checks: readonly CheckResult[], page: Page): string[] {
  const right = checks.filter((check) => check.verdict === 'accepted')
  const missing = checks.filter((check) => check.verdict === 'not-attempted')
  const skipped = checks.filter((check) => check.verdict === 'skipped')
  const failing = checks.filter((check) => ![...right, ...missing, ...skipped].includes(check))
  const lines = groups(failing).flatMap((group) => groupLines(group, page))
  if (right.length > 0 && right.length < checks.length)
    lines.push(page.paint.tone('full', `  ✓ ${right.length} of ${checks.length} checks passed`))
  if (missing.length > 0) lines.push(...listed('○', 'not attempted', missing, page), ...reasonLines(missing, page))
  if (skipped.length > 0) lines.push(...listed('–', 'skipped until the checks above pass', skipped, page))
  return lines
}

/** Checks that say the same, in the order of the first of each. */
function groups(checks: readonly CheckResult[]): readonly (readonly CheckResult[])[] {
  const byMessage = new Map<string, CheckResult[]>()
  for (const check of checks) {
    const texts = problems(check).map((finding) => finding.text)
    const key = texts.length === 0 ? check.id : texts.join('\n')
    byMessage.set(key, [...(byMessage.get(key) ?? []), check])
  }
  return [...byMessage.values()]
}

function groupLines(group: readonly CheckResult[], page: Page): string[] {
  return [...group.map((check) => checkLine(check, page)), ...findingLines(group[0] as CheckResult, '    ', page)]
}

function checkLine(check: CheckResult, page: Page): string {
  const { sign, tone } = verdictLook(check.verdict)
  const word = problems(check).length === 0 ? `${verdictWord(check.verdict)}  ` : ''
  return row(`  ${sign} `, check.title, `${word}${amount(check, page)}`, tone, page)
}

function findingLines(check: CheckResult, indent: string, page: Page): string[] {
  return problems(check).flatMap((finding) => {
    if (page.told.has(finding.text)) return [`${indent}${page.paint.faint('same as above')}`]
    page.told.add(finding.text)
    const hint = finding.hint === undefined ? [] : wrap(visible(finding.hint), page.width, `${indent}hint: `).map(page.paint.bold)
    return [...said(finding.text, indent, page), ...hint]
  })
}

/** What a function would earn in addition to the variables of a script: worth more than a line of notes. */
function variableLines(checks: readonly CheckResult[], page: Page): string[] {
  return checks
    .flatMap(publicFindings)
    .filter(({ code }) => code === 'by-variables')
    .flatMap(({ text }) => said(text, '  ', page))
}

/** All other notes of an exercise on one line: they cost nothing and should not hide what does. */
function noteLines(checks: readonly CheckResult[], page: Page): string[] {
  const notes = new Set(
    checks
      .flatMap((check) => (check.verdict === 'skipped' ? [] : publicFindings(check)))
      .filter(({ severity, code }) => severity === 'note' && code !== 'by-variables')
      .map((finding) => finding.text),
  )
  if (notes.size === 0) return []
  const line = `  ${notes.size === 1 ? 'note' : `${notes.size} notes`}: ${[...notes].join(' ')}`
  return [page.paint.faint(shorten(visible(line), page.width))]
}

function totalLine(result: StudentResult, page: Page): string {
  const total = `${pointsText(result.score)} of ${pointsText(result.max)} points (${percent(result.score, result.max)} %)`
  const pending = result.pending > 0 ? `, another ${pointsText(result.pending)} pending` : ''
  return `${page.paint.bold(total)}${pending}`
}

function problems(check: CheckResult): readonly WrittenFinding[] {
  return publicFindings(check).filter((finding) => finding.severity !== 'note')
}

function listed(sign: string, what: string, checks: readonly CheckResult[], page: Page): string[] {
  const names = checks.map((check) => visible(check.title)).join(', ')
  return wrap(`${what}: ${names}`, page.width, `  ${sign} `).map((line) => page.paint.tone('open', line))
}

/** Why nothing was attempted, each reason once. */
function reasonLines(checks: readonly CheckResult[], page: Page): string[] {
  const asked = checks.filter(({ findings }) => !findings.some((one) => one.code === 'fault' && one.fault.kind === 'variables-only'))
  const reasons = [...new Set(asked.flatMap((check) => problems(check).map((finding) => finding.text)))]
  const more = reasons.length > MOST_REASONS ? [`and ${reasons.length - MOST_REASONS} more of the kind`] : []
  return [...reasons.slice(0, MOST_REASONS), ...more].flatMap((text) => said(text, '    ', page).map(page.paint.faint))
}

function said(text: string, indent: string, page: Page): string[] {
  return wrap(visible(text), page.width, indent)
}

function amount(item: { readonly score: number; readonly max: number }, page: Page): string {
  return `${pointsText(item.score, page.decimals).padStart(3 + page.decimals)} / ${pointsText(item.max, page.decimals).padStart(2 + page.decimals)}`
}

/** Title on the left, points at the right edge; a long title is cut, the points never are. */
function row(left: string, title: string, right: string, tone: Tone, page: Page): string {
  const room = page.width - [...left].length - [...right].length - 2
  const shown = shorten(visible(title), Math.max(6, room))
  const gap = ' '.repeat(Math.max(2, room + 2 - [...shown].length))
  return page.paint.tone(tone, left) + shown + gap + right
}
