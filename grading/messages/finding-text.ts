import type { Verdict } from '../model/check.ts'
import type { Finding, FindingCode, FindingData, Severity } from '../model/finding.ts'
import { ordinalText } from '../model/ordinal-text.ts'
import type { CheckResult } from '../model/result.ts'
import { faultText, listText, oneLine, tidyEnd } from './fault-text.ts'
import { elementText, numberText, pairText, shapeText, withFewDigits } from './number-text.ts'

export { numberText } from './number-text.ts'

type DataOf<C extends FindingCode> = Extract<FindingData, { code: C }>
/** One sentence per code: the compiler refuses a code without one. */
type Sentences = { readonly [C in FindingCode]: (data: DataOf<C>) => string }

const SENTENCES: Sentences = {
  'value-mismatch': (data) => valueText(data) + caseText(data.case),
  'shape-mismatch': (data) => `${data.label} has ${shapeText(data.actual)}, expected ${shapeText(data.expected)}.${caseText(data.case)}`,
  'type-mismatch': (data) =>
    `${data.label}: expected ${data.expected}, got ${data.actual === 'null' ? 'null, as a function without `return` gives it' : oneLine(data.actual)}.${caseText(data.case)}`,
  'not-finite': (data) =>
    `${elementText(data.label, data.index)} is ${numberText(data.actual)}, expected a finite number.${countText(data.count, data.total, ['is not finite', 'are not finite'])}${caseText(data.case)}`,
  'missing-field': (data) =>
    `${data.label === data.field ? 'The answer' : data.label} has no field ${data.field}; it has ${listText(data.available)}.`,
  'known-mistake': (data) => `${data.label}: this equals ${data.says}.${caseText(data.case)}`,
  scaled: (data) => scaledText(data),
  transposed: (data) => `${data.label} is the transpose of the expected value: rows and columns are swapped.`,
  'follow-through': (data) => `${data.label} follows correctly from your ${data.from}; the points were deducted there, not here.`,
  convention: (data) => data.says,
  'declaration-contradicted': (data) =>
    `\`${oneLine(data.declaration)}\` is declared, but some answers are correct only without it, so it earns nothing here; remove it, follow it in every function of the exercise, or declare it below the names of those exercises alone that follow it.`,
  'property-violated': (data) =>
    `Property violated: ${data.law}. Counterexample: ${oneLine(data.counterexample)}: ${withFewDigits(oneLine(data.observed))} (input ${data.run} of ${data.runs}).`,
  'statistic-out-of-band': (data) => statisticText(data),
  'subspace-mismatch': (data) => subspaceText(data) + caseText(data.case),
  'input-modified': (data) =>
    `${data.entry} changes its ${ordinalText(data.argument)} argument in place; the caller's data must stay as it was.`,
  'single-precision': (data) => `${data.label} agrees to single precision (about 7 digits), which is sufficient.`,
  fault: (data) => faultText(data.entry, data.fault),
  'known-inputs-only': (data) =>
    `The inputs shown are answered correctly, but ${othersText(data)} of the same kind that are not shown; the points cover both.`,
  'by-variables': (data) =>
    `There is no function ${data.entry}: the variables ${listText(data.variables)} were read as its answer for the sheet's own numbers.${data.more === undefined ? '' : ` A function could earn ${numberText(data.more / 100)} ${data.more === 100 ? 'point' : 'points'} more.`}`,
  skipped: (data) => `Skipped until another check passes: ${oneLine(data.because)}.`,
  'judging-error': (data) => `This could not be graded: ${oneLine(data.reason)}. No points are deducted; an instructor will review it.`,
  plot: (data) => `${oneLine(data.picture)} ${oneLine(data.says)}.`,
  'awaits-person': (data) => `This answer is graded manually${data.criteria > 0 ? ' against the rubric' : ''}.`,
  marked: (data) =>
    `${oneLine(data.by)} gave ${numberText(data.points / 100)} of ${numberText(data.of / 100)} points.${data.comment === undefined ? '' : ` ${oneLine(data.comment)}`}`,
  remark: (data) => data.says,
}

/**
 * One finding in words: what was expected, what came, where, how far.
 * Contains the student's own names and messages: make them visible and escape them before showing.
 */
export function findingText(finding: Finding): { readonly text: string } {
  const sentence = SENTENCES[finding.code] as (data: FindingData) => string
  return { text: tidyEnd(sentence(finding)) }
}

const VERDICTS: { readonly [V in Verdict]: { readonly word: string; readonly category: string } } = {
  accepted: { word: 'correct', category: 'Correct.' },
  partial: { word: 'partially correct', category: 'Partially correct.' },
  'wrong-answer': { word: 'wrong answer', category: 'The answer differs from the expected one.' },
  'runtime-error': { word: 'stopped with an error', category: 'The code stopped with an error.' },
  'load-error': { word: 'could not be loaded', category: 'The submission could not be loaded.' },
  'time-limit': { word: 'out of time', category: 'The time limit was reached.' },
  'memory-limit': { word: 'out of memory', category: 'The memory limit was reached.' },
  'output-limit': { word: 'printed too much', category: 'The output limit was reached.' },
  'not-attempted': { word: 'not attempted', category: 'Not attempted.' },
  skipped: { word: 'skipped', category: 'Skipped, because an earlier check failed.' },
  'pending-manual': { word: 'awaiting manual grading', category: 'This is graded manually.' },
  'judging-error': {
    word: 'could not be graded',
    category: 'This could not be graded. No points are deducted; an instructor will review it.',
  },
}

/** A verdict in a few words, to stand beside a check's title. */
export function verdictWord(verdict: Verdict): string {
  return VERDICTS[verdict].word
}

/** The neutral line that stands for everything a hidden check found. */
export function categoryText(verdict: Verdict): string {
  return VERDICTS[verdict].category
}

/** A finding in words, as it may leave the grading process. */
export interface WrittenFinding {
  readonly code: FindingCode | 'hidden'
  readonly severity: Severity
  readonly text: string
  readonly hint?: string
}

/** Every finding in words. For the instructor only: see {@link publicFindings}. */
export function writtenFindings(check: CheckResult): readonly WrittenFinding[] {
  return check.findings.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    text: findingText(finding).text,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
  }))
}

/** What the student may read of a check: all of a visible one, at most one neutral line of a hidden one. */
export function publicFindings(check: CheckResult): readonly WrittenFinding[] {
  if (check.visibility === 'visible') return writtenFindings(check)
  if (check.verdict === 'accepted') return []
  return [{ code: 'hidden', severity: check.verdict === 'judging-error' ? 'warning' : 'error', text: categoryText(check.verdict) }]
}

function valueText(data: DataOf<'value-mismatch'>): string {
  const [actual, expected] = pairText(data.actual, data.expected)
  const error = Math.abs(data.actual - data.expected)
  const far = Number.isFinite(error) ? `: off by ${numberText(error, 3)}, allowed ${numberText(data.allowed, 2)}` : ''
  return `${elementText(data.label, data.index)} is ${actual}, expected ${expected}${far}.${countText(data.differing, data.total, ['differs', 'differ'])}`
}

function countText(count: number, total: number, what: readonly [one: string, many: string]): string {
  if (total <= 1) return ''
  return ` ${count} of ${total} elements ${count === 1 ? what[0] : what[1]}.`
}

function caseText(label: string | undefined): string {
  return label === undefined || label === '' ? '' : ` (case: ${oneLine(label)})`
}

function scaledText(data: DataOf<'scaled'>): string {
  if (data.factor === -1) return `${data.label} has the wrong sign.`
  const meaning = data.meaning === undefined ? '' : ` (${data.meaning})`
  return `${data.label} is the expected value times ${numberText(data.factor)}${meaning}.`
}

function statisticText(data: DataOf<'statistic-out-of-band'>): string {
  const [value] = pairText(data.value, data.value < data.low ? data.low : data.high)
  const band =
    data.low === data.high ? `expected ${numberText(data.low)}` : `expected between ${numberText(data.low)} and ${numberText(data.high)}`
  const draws = data.draws > 0 ? ` from ${data.draws} draws` : ''
  const chance = data.alpha > 0 ? ` A right implementation leaves this range with probability ${numberText(data.alpha, 2)}.` : ''
  return `${oneLine(data.statistic)} is ${value}${draws}, ${band}.${chance}`
}

function subspaceText(data: DataOf<'subspace-mismatch'>): string {
  const far = `(the projectors differ by ${numberText(data.distance, 3)}, allowed ${numberText(data.allowed, 2)})`
  if (data.directions === 1) return `${data.label}: expected one direction, found another, ${numberText(data.angle, 3)}° away ${far}.`
  const spans = `${data.label}: expected another space of ${data.directions} directions`
  return `${spans}; the largest principal angle to it is ${numberText(data.angle, 3)}° ${far}.`
}

function othersText({ right, of }: DataOf<'known-inputs-only'>): string {
  if (right === undefined || of === undefined) return 'not others'
  return right === 0 ? `none of ${of} others` : `only ${right} of ${of} others`
}
