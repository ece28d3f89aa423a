import { publicFindings, verdictWord, type WrittenFinding } from '#grading/messages/finding-text'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import { type Cause, causesOf } from '../text/common-fault.ts'
import { percent, pointsText } from '../text/points.ts'
import { statusLook, verdictLook } from '../text/status.ts'
import { cut } from '../text/visible.ts'
import { inert } from './workflow-command.ts'

/** Far below GitHub's 1 MiB for a summary, whatever the messages are. */
const LONGEST_MESSAGE = 300

/** Markdown for `$GITHUB_STEP_SUMMARY`: total, a table of exercises, and what the failing checks said. */
export function stepSummary(result: StudentResult): string {
  const waiting = result.pending > 0 ? ` ${pointsText(result.pending)} points are awaiting manual grading.` : ''
  const rows = result.exercises.map((exercise) => {
    const look = statusLook(exercise.status)
    return `| ${look.sign} | ${markdownText(exercise.sheet)} | ${markdownText(exercise.title)} | ${pointsText(exercise.score)} | ${pointsText(exercise.max)} | ${look.word} |`
  })
  const causes = causesOf(result.exercises)
  const told = new Set(causes.flatMap(({ exercises }) => exercises))
  return [
    `## ${pointsText(result.score)} of ${pointsText(result.max)} points (${percent(result.score, result.max)} %)`,
    '',
    ...(waiting === '' ? [] : [waiting.trim(), '']),
    ...causes.flatMap(causeLines),
    '| | | Exercise | Points | of | |',
    '|---|---|---|---:|---:|---|',
    ...rows,
    '',
    ...result.exercises.filter((exercise) => !told.has(exercise)).flatMap(details),
  ].join('\n')
}

/** Text that is only text in GitHub's Markdown: no markup, link, image, mention, table cell or workflow command. */
export function markdownText(text: string): string {
  return cut(inert(text), LONGEST_MESSAGE)
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, (char) => `\\${char}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replaceAll('@', '&#64;')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`)
}

function causeLines({ exercises, findings, own }: Cause): string[] {
  const of = exercises.map(({ sheet }) => markdownText(sheet)).join(', ')
  return [`### ${own ? 'Fix this first' : 'This could not be graded'}`, '', ...findings.flatMap(findingLines('')), `- Of ${of}`, '']
}

function findingLines(indent: string): (finding: WrittenFinding) => string[] {
  return ({ text, hint }) => [`${indent}- ${markdownText(text)}`, ...(hint === undefined ? [] : [`${indent}- Hint: ${markdownText(hint)}`])]
}

function details(exercise: ExerciseResult): string[] {
  const failing = exercise.checks.filter((check) => check.score < check.max && check.verdict !== 'not-attempted')
  if (failing.length === 0) return []
  return [`### ${markdownText(exercise.sheet)} ${markdownText(exercise.title)}`, '', ...failing.flatMap(checkLines), '']
}

function checkLines(check: CheckResult): string[] {
  const head = `- ${verdictLook(check.verdict).sign} **${markdownText(check.title)}**: ${verdictWord(check.verdict)}, ${pointsText(check.score)} of ${pointsText(check.max)}`
  return [head, ...publicFindings(check).flatMap(findingLines('  '))]
}
