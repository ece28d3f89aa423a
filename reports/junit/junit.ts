import { publicFindings, verdictWord } from '#grading/messages/finding-text'
import type { ReportFormat } from '#grading/model/report'
import type { CheckResult, RunResult, StudentResult } from '#grading/model/result'
import { type CaseKind, caseKind } from '../text/case-kind.ts'
import { pointsText } from '../text/points.ts'
import { partialRun, runBanner } from '../text/run-banner.ts'
import { visible } from '../text/visible.ts'

/**
 * JUnit XML as CI systems read it: a suite per student, a case per check, `classname` is `<student>.<exercise id>`. Shows no
 * more of a hidden check than its category, because CI logs are read by students.
 */
export function junitXml(run: RunResult): string {
  const checks = run.students.flatMap((student) => student.exercises.flatMap((exercise) => exercise.checks))
  const suites = run.students.map((student) => suite(student, run))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assay${partialRun(run) === undefined ? '' : ' (partial)'}"${counts(checks)}>\n${suites.join('')}</testsuites>\n`
}

export const junit: ReportFormat = {
  name: 'junit',
  render: ({ run }) => [{ path: 'junit.xml', content: junitXml(run) }],
}

/** Text for an attribute or an element: nothing outside the characters of XML 1.0, nothing that is markup. */
export function xmlText(text: string): string {
  return visible(text, 'lines').replace(/[&<>"'\n\t]/g, (char) => ENTITIES[char] ?? char)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
}

function suite(student: StudentResult, run: RunResult): string {
  const checks = student.exercises.flatMap((exercise) => exercise.checks)
  const cases = student.exercises.flatMap((exercise) => {
    const names = uniqueNames(exercise.checks)
    return exercise.checks.map((check, i) => testcase(`${student.id}.${exercise.id}`, names[i] as string, check))
  })
  return `  <testsuite name="${xmlText(student.id)}"${counts(checks)}>\n${properties(run)}${cases.join('')}  </testsuite>\n`
}

/** JUnit knows properties of a suite only. */
function properties(run: RunResult): string {
  const banner = runBanner(run)
  const partial = partialRun(run)
  const pairs = [
    ...(run.sandbox === undefined ? [] : [['sandbox', run.sandbox]]),
    ...(partial === undefined ? [] : [['partial', `${partial.graded}/${partial.of}`]]),
    ...(banner === undefined ? [] : [['banner', banner]]),
  ] as const
  if (pairs.length === 0) return ''
  const lines = pairs.map(([name = '', value = '']) => `      <property name="${name}" value="${xmlText(value)}"/>\n`)
  return `    <properties>\n${lines.join('')}    </properties>\n`
}

function testcase(classname: string, name: string, check: CheckResult): string {
  const head = `    <testcase classname="${xmlText(classname)}" name="${xmlText(name)}"${timeOf(check)}`
  const kind = caseKind(check.verdict)
  if (kind === 'passed') return `${head}/>\n`
  const findings = publicFindings(check).filter((finding) => finding.severity !== 'note' || kind === 'skipped')
  const message = findings[0]?.text ?? verdictWord(check.verdict)
  if (kind === 'skipped') return `${head}>\n      <skipped message="${xmlText(message)}"/>\n    </testcase>\n`
  const lines = findings.flatMap((finding) => [finding.text, ...(finding.hint === undefined ? [] : [`Hint: ${finding.hint}`])])
  const body = [`${verdictWord(check.verdict)}, ${pointsText(check.score)} of ${pointsText(check.max)} points`, ...lines].join('\n')
  return `${head}>\n      <${kind} message="${xmlText(message)}" type="${check.verdict}">${xmlText(body)}</${kind}>\n    </testcase>\n`
}

function counts(checks: readonly CheckResult[]): string {
  const number = (kind: CaseKind): number => checks.filter((check) => caseKind(check.verdict) === kind).length
  const time = checks.filter(isShown).reduce((total, check) => total + check.ms, 0)
  return ` tests="${checks.length}" failures="${number('failure')}" errors="${number('error')}" skipped="${number('skipped')}" time="${seconds(time)}"`
}

/** How long a hidden check took could tell its inputs: a submission may sleep as long as a number is large. */
function isShown({ visibility }: CheckResult): boolean {
  return visibility === 'visible'
}

function timeOf(check: CheckResult): string {
  return isShown(check) ? ` time="${seconds(check.ms)}"` : ''
}

/** Readers drop a second case of the same name, so a title that occurs twice gets its check's id. */
function uniqueNames(checks: readonly CheckResult[]): string[] {
  const times = (title: string): number => checks.filter((check) => check.title === title).length
  return checks.map((check) => (times(check.title) > 1 ? `${check.title} (${check.id})` : check.title))
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
