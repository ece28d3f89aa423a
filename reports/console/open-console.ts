import { closest } from '#grading/model/closest'
import type { ExerciseResult, StudentResult } from '#grading/model/result'
import { nameKey } from '#grading/model/value'
import { visible } from '../text/visible.ts'
import type { ConsoleOptions } from './student-console.ts'
import { wrap } from './wrap.ts'

const MOST_NAMED = 8
const MOST_STOPS = 5
/** As the child of Python tells of cells and files that stopped before their end. */
const STOPPED = /^[^\n]{1,200} (?:stopped with|an import failed with) [^\n]{1,400}$/gm

/** Functions of an exercise that were asked for and gave nothing. */
interface Open {
  readonly sheet: string
  readonly missing: ReadonlySet<string>
  readonly unfinished: ReadonlySet<string>
  /** Why it counts as not attempted although something was there. */
  readonly says: readonly string[]
}

/**
 * Why exercises count as not attempted: functions with almost the right names, starters that are not filled in, code that stopped before it
 * defined them, and what there is instead. Empty where there is nothing to say.
 */
export function openConsole({ exercises, output }: Pick<StudentResult, 'exercises' | 'output'>, { width }: ConsoleOptions): string {
  const open = exercises.filter(({ status }) => status === 'not-attempted').map(openOf)
  const asked = new Set(exercises.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings.flatMap(namesIn))).map(nameKey))
  const available = [...new Set(exercises.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings.flatMap(availableIn))))]
  const strange = available.filter((name) => !asked.has(nameKey(name)))
  const reasons = open.map((one) => reasonsOf(one, strange))
  const lines = [
    ...reasons.flat(),
    ...notFound(
      open.filter((_, i) => reasons[i]?.length === 0),
      strange,
    ),
    ...(open.length === 0 ? [] : stops(output.stderr)),
  ]
  return lines
    .flatMap((line) => wrap(visible(line), width, '  '))
    .map((line) => `${line}\n`)
    .join('')
}

type Finding = ExerciseResult['checks'][number]['findings'][number]

function namesIn(finding: Finding): readonly string[] {
  return finding.code === 'fault' ? [finding.entry] : []
}

function availableIn(finding: Finding): readonly string[] {
  return finding.code === 'fault' && finding.fault.kind === 'missing-entry' ? finding.fault.available : []
}

function openOf({ sheet, checks }: ExerciseResult): Open {
  const findings = checks.flatMap((check) => check.findings)
  const entriesWith = (kind: string): ReadonlySet<string> =>
    new Set(findings.flatMap((one) => (one.code === 'fault' && one.fault.kind === kind ? [one.entry] : [])))
  return {
    sheet,
    missing: entriesWith('missing-entry'),
    unfinished: entriesWith('not-implemented'),
    says: findings.flatMap((one) => (one.code === 'remark' ? [one.says] : [])),
  }
}

function reasonsOf({ sheet, missing, unfinished, says }: Open, strange: readonly string[]): readonly string[] {
  const near = [...missing].flatMap((name) => {
    const meant = closest(nameKey(name), strange.map(nameKey))
    const own = strange.find((one) => nameKey(one) === meant)
    return own === undefined ? [] : [`${own} (expected ${name})`]
  })
  return [
    ...says.map((reason) => `${sheet}: ${reason}`),
    ...(unfinished.size === 0 ? [] : [`${sheet}: ${listed([...unfinished])} ${unfinished.size === 1 ? 'is' : 'are'} not implemented yet.`]),
    ...(near.length === 0 ? [] : [`${sheet}: functions are found by their names; is one of these meant? ${listed(near)}.`]),
  ]
}

/** Exercises of which nothing else is known, in one sentence. */
function notFound(open: readonly Open[], strange: readonly string[]): readonly string[] {
  const empty = open.filter(({ missing }) => missing.size > 0)
  if (empty.length === 0) return []
  const others = strange.length === 0 ? '' : ` Other functions in the submission: ${listed(strange)}.`
  return [`No function was found for ${empty.map(({ sheet }) => sheet).join(', ')}.${others}`]
}

function stops(stderr: string): readonly string[] {
  return [...new Set(stderr.match(STOPPED))].slice(0, MOST_STOPS)
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ')
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown
}
