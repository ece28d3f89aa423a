import { sum } from 'd3-array'
import type { Finding } from '#grading/model/finding'
import type { RunResult, StudentResult } from '#grading/model/result'
import { classStatistics, toMark } from '../statistics.ts'
import { counted } from '../text/counted.ts'
import { countedPoints, percent, pointsText } from '../text/points.ts'
import { runBanner } from '../text/run-banner.ts'
import { shorten } from '../text/shorten.ts'
import { visible } from '../text/visible.ts'
import { paint } from './paint.ts'

/**
 * A graded class in a few lines for a terminal: size, mean and median, what could not be graded, and the exercises with how
 * many students got all, some or none of their points. Ends with a line break.
 *
 * @param options - `width` in columns of the terminal, 100 without it: titles are cut so that a line has no more.
 */
export function classConsole(run: RunResult, options: { readonly colour: boolean; readonly width?: number }): string {
  const colours = paint(options.colour)
  const { mean, median, max, unjudged: without, unassigned, exercises } = classStatistics(run)
  const students = run.students.length - unassigned
  if (run.students.length === 0) return 'No submissions.\n'
  const share = (value: number): string => `${pointsText(Math.round(value))} of ${pointsText(max)} points (${percent(value, max)} %)`
  const averages =
    without === students
      ? 'no mean yet: none could be graded completely'
      : `mean ${share(mean)}, median ${share(median)}${without === 0 ? '' : `, excluding ${without} that could not be graded`}`
  const digits = Math.max(2, `${run.students.length}`.length)
  const shown = exercises.some(({ counts }) => counts.waits > 0) ? WORDS : WORDS.slice(0, -1)
  const room =
    Math.min(WIDEST, Math.max(NARROWEST, options.width ?? WIDEST)) - '  '.length - sum(shown, (words) => `  ${words}`.length + digits)
  const names = exercises.map(({ sheet, title }) => shorten(`${sheet} ${title}`, room))
  const widest = Math.max(...names.map((name) => [...name].length))
  const banner = runBanner(run)
  const lines = [
    ...(banner === undefined ? [] : [colours.bold(banner), '']),
    `${colours.bold(counted(students, 'student'))}: ${averages}`,
    ...(unassigned === 0 ? [] : [`not counted: ${counted(unassigned, 'submission')} of no known student`]),
    '',
    ...exercises.map((exercise, i) => {
      const { full, partial, zero, open, waits } = exercise.counts
      const name = names[i] as string
      const part = (count: number, text: string, tone: 'full' | 'partial' | 'zero' | 'open' | 'waits'): string => {
        const words = `${String(count).padStart(digits)} ${text}`
        return count === 0 ? colours.faint(words) : colours.tone(tone, words)
      }
      const waiting = waits === 0 ? '' : ` ${part(waits, WORDS[4], 'waits')}`
      return `  ${visible(name)}${' '.repeat(widest - [...name].length)} ${part(full, WORDS[0], 'full')} ${part(partial, WORDS[1], 'partial')} ${part(zero, WORDS[2], 'zero')} ${part(open, WORDS[3], 'open')}${waiting}`
    }),
    ...unmarked(run.students, colours.bold),
    ...undecided(run.students, colours.bold),
    ...unjudged(run.students, colours.bold),
  ]
  return `${lines.join('\n')}\n`
}

const WIDEST = 100
const NARROWEST = 80
/** What stands beside the title of an exercise, each after a count; the last one where it is not 0. */
const WORDS = ['✓ full', '◐ partial', '✗ none', '○ not attempted', '? pending'] as const

function unmarked(students: readonly StudentResult[], bold: (text: string) => string): string[] {
  const waiting = students.flatMap((student) => student.exercises.map(toMark)).filter((points) => points > 0)
  if (waiting.length === 0) return []
  const answers = `${counted(waiting.length, 'answer')} to mark`
  return ['', `${bold(answers)}, ${countedPoints(sum(waiting))} pending: assay mark`]
}

function undecided(students: readonly StudentResult[], bold: (text: string) => string): string[] {
  const waiting = students.filter((student) => student.undecided !== undefined)
  if (waiting.length === 0) return []
  const names = cutList(waiting.map(({ id }) => visible(id)))
  return [
    '',
    `${bold(`${counted(waiting.length, 'submission')} marked late without a time`)}: ${names}; nothing is exported before that is decided`,
  ]
}

function cutList(names: readonly string[]): string {
  return `${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`
}

function unjudged(students: readonly StudentResult[], bold: (text: string) => string): string[] {
  const waiting = students.filter(
    (student) => student.notGraded !== true && student.exercises.some((exercise) => exercise.status === 'judging-error'),
  )
  if (waiting.length === 0) return []
  const all = reasons(waiting)
  const names = cutList(waiting.map(({ id }) => visible(id)))
  return [
    '',
    `${bold(`${waiting.length} could not be graded completely`)} (no points deducted): ${names}`,
    ...all.slice(0, MOST_REASONS).map(([reason, count]) => `  ${counted(count, 'submission')}: ${visible(reason)}`),
    ...(all.length > MOST_REASONS ? [`  and ${counted(all.length - MOST_REASONS, 'other reason')}, on the class page`] : []),
    'Fix the cause and continue with --resume: only these are graded again.',
  ]
}

const MOST_REASONS = 5
const MOST_NAMES = 10

/** What stood in the way, once for all whom it met, the most frequent first: usually one thing that the machine lacks. */
function reasons(students: readonly StudentResult[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const { exercises } of students) {
    const findings = exercises.flatMap(({ checks }) => checks.flatMap((check) => check.findings))
    for (const reason of new Set(findings.flatMap(reasonIn))) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}

function reasonIn(finding: Finding): readonly string[] {
  if (finding.code === 'judging-error') return [finding.reason]
  return finding.code === 'fault' && finding.fault.kind === 'infrastructure' ? [finding.fault.reason] : []
}
