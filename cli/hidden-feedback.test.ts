import { describe, expect, it } from 'vitest'
import type { StudentResult } from '#grading/model/result'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { createJudge } from '#grading/runner/judge'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { studentConsole } from '#reports/console/student-console'
import { annotations } from '#reports/github/annotations'
import { stepSummary } from '#reports/github/step-summary'
import { html } from '#reports/html/html'
import { junit } from '#reports/junit/junit'
import { resultsJson } from '#reports/results-json/results-json'
import { openSubmission, processSandbox } from '#submissions'
import { temporaryFolder } from '#tools/testing/temporary-folder'

const ID = 'gradient-descent/step'
const entry = (await loadCatalogue()).find(({ exercise }) => exercise.id === ID)
if (entry === undefined) throw new Error(`${ID} is gone`)
/** Only what is hidden: what a student sees of the rest differs with the answers. */
const hidden = {
  ...entry.exercise,
  checks: entry.exercise.checks.filter(({ visibility, after }) => visibility === 'hidden' && after === undefined),
}
const judge = await createJudge([{ ...entry, exercise: hidden }], { seed: 7041, visibility: 'all' })

/** Both functions with these bodies. */
async function grade(plain: string, fixed: string): Promise<StudentResult> {
  const path = temporaryFolder({
    'submission.mjs': `export const gradientStep = (v, grad, eta) => ${plain}\nexport const fixedLengthStep = (v, grad, epsilon) => ${fixed}\n`,
  })
  const submission = await openSubmission(path, { id: 'anna', exercises: [hidden], sandbox: processSandbox, limits: DEFAULT_LIMITS })
  return judge.grade(submission)
}

/** All that a student can be shown. */
function shownToStudents(student: StudentResult): string {
  const view = judge.view([student])
  return [
    ...html
      .render(view)
      .filter(({ path }) => path.startsWith('students/'))
      .map(({ content }) => content),
    ...junit.render(view).map(({ content }) => content),
    studentConsole(student, { colour: false, width: 100 }),
    ...annotations(student, () => 'submission.mjs'),
    stepSummary(student),
  ].join('\n')
}

const verdictsOf = (result: StudentResult): readonly string[] =>
  result.exercises.flatMap(({ checks }) => checks.map(({ verdict }) => verdict))

describe('feedback on hidden checks', () => {
  it('is the same for two wrong answers of one category, in everything a student can be shown', async () => {
    const near = await grade('v.map((x, i) => x - eta * grad[i] + 1e-3)', 'v.map((x) => x + 1e-3)')
    const far = await grade('v.map((x, i) => x + 3e7 * eta * grad[i] ** 2)', 'grad.map((g) => g * 1e9)')
    expect(new Set([...verdictsOf(near), ...verdictsOf(far)])).toEqual(new Set(['wrong-answer']))
    expect(verdictsOf(near).length).toBeGreaterThanOrEqual(2)
    // Something was found, and it was not the same.
    const found = (result: StudentResult): string =>
      JSON.stringify(result.exercises.map(({ checks }) => checks.map(({ findings }) => findings)))
    expect(found(near)).not.toBe(found(far))
    expect(shownToStudents(near)).toBe(shownToStudents(far))
  })

  it('is the same whatever known mistake was made, and whatever a submission throws', async () => {
    const uphill = await grade('v.map((x, i) => x + eta * grad[i])', 'v.map((x, i) => x + epsilon * grad[i])')
    const other = await grade('v.map((x, i) => x - grad[i])', 'v.map((x, i) => x - epsilon * grad[i])')
    expect(shownToStudents(uphill)).toBe(shownToStudents(other))
    const telling = await grade('{ throw new Error(JSON.stringify([v, grad, eta])) }', '{ throw new Error(String(v)) }')
    const silent = await grade('{ throw new TypeError("x") }', '{ throw new RangeError("y") }')
    expect(new Set(verdictsOf(telling))).toEqual(new Set(['runtime-error']))
    expect(shownToStudents(telling)).toBe(shownToStudents(silent))
  })

  it('is in no JSON that a student can print', async () => {
    const whole = await createJudge([entry], { seed: 7041, visibility: 'visible' })
    const path = temporaryFolder({ 'submission.mjs': 'export const gradientStep = (v, grad, eta) => v\n' })
    const options = { id: 'anna', exercises: [entry.exercise], sandbox: processSandbox, limits: DEFAULT_LIMITS }
    const [file] = resultsJson.render(whole.view([await whole.grade(await openSubmission(path, options))]))
    const secret = entry.exercise.checks.filter(({ visibility }) => visibility === 'hidden')
    expect(secret.length).toBeGreaterThan(0)
    expect(file?.content).toContain('step-values')
    for (const { id, title } of secret) for (const words of [`"${id}"`, title]) expect(file?.content).not.toContain(words)
  })

  it('says neither how long a hidden check took nor where the inputs start', async () => {
    const sleeping = 'while (performance.now() < begin + 100 * Math.abs(v[0] - Math.trunc(v[0])));'
    const quick = await grade('v', 'v')
    const slow = await grade(`{ const begin = performance.now(); ${sleeping} return v }`, 'v')
    const longest = (result: StudentResult): number => Math.max(...result.exercises.flatMap(({ checks }) => checks.map(({ ms }) => ms)))
    expect(longest(slow)).toBeGreaterThan(200)
    expect(longest(slow)).not.toBe(longest(quick))
    expect(shownToStudents(slow)).toBe(shownToStudents(quick))
    expect(shownToStudents(slow)).not.toMatch(/7041|\bseed\b/)
  })

  it('differs between categories', async () => {
    const wrong = await grade('v', 'v')
    const thrown = await grade('{ throw new TypeError("x") }', '{ throw new RangeError("y") }')
    expect(shownToStudents(wrong)).not.toBe(shownToStudents(thrown))
  })
})
