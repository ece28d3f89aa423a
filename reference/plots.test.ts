import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { confusionCounts } from 'assay/checks'
import { createRandom } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { gradeSubmission } from '../grading/engine/grade.ts'
import { DEFAULT_LIMITS } from '../grading/model/session.ts'
import { catalogue, folder, memo, referenceOf, SEED, useFolder } from '../grading/sheet/testing/grade-sample.ts'
import { findPython } from '../submissions/adapters/python/interpreter.ts'
import { openSubmission, processSandbox } from '../submissions/index.ts'
import { isShortRun, leftOut, SHORT_RUN } from '../tools/testing/require-tool.ts'
import { PIXELS } from './quality/image-batch.ts'
import { test2k } from './quality/mnist/mnist.ts'

const WITH_PLOTS = catalogue.map(({ exercise }) => exercise).filter(({ plots }) => plots !== undefined)
const PLOTS = WITH_PLOTS.flatMap(({ plots = [] }) => plots)

const found = [await findPython(), await findPython('/usr/bin')].find((python) => python?.matplotlib === true)
const NO_MATPLOTLIB =
  'matplotlib not found, so plots as students draw them cannot be tested; get it with: apt-get install python3-matplotlib'
/** Of fifteen plots each. */
const ALL = 14
const STUDENTS = isShortRun() ? 2 : ALL
leftOut(found !== undefined && isShortRun(), `plots of ${ALL - STUDENTS} of ${ALL} students: ${SHORT_RUN}`)

/** Numbers to draw: what the plots show is not judged, how they look is what varies. */
function data() {
  const { images, labels } = test2k()
  const random = createRandom(SEED, 'plots of students')
  const imageAt = (i: number) => Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS))
  const four = (image: readonly number[]) => {
    const blurred = image.map((pixel, i) => (pixel + (image[i + 1] ?? 0) + (image[i + 28] ?? 0)) / 3)
    return [image, image.map((pixel) => pixel + 0.3 * random.normal()), blurred, blurred.map((pixel) => pixel ** 2)]
  }
  const read = Array.from(labels, (digit) => (random.uniform(0, 1) < 0.98 ? digit : random.integer(0, 9)))
  return {
    images: [0, 1, 2, 3].map((i) => four(imageAt(i))),
    codes: Array.from(labels, (digit) => [5 * Math.cos(digit) + random.normal(), digit * Math.sin(digit) + random.normal()]),
    labels: Array.from(labels),
    counts: confusionCounts(labels, read, 10),
  }
}

function draw(out: string): Readonly<Record<string, string>> {
  const given = join(out, 'data.json')
  writeFileSync(given, JSON.stringify(data()))
  const script = join(import.meta.dirname, 'testing', 'draw-plots.py')
  execFileSync(found?.executable as string, [script, given, out, `${SEED}`, `${STUDENTS}`])
  return JSON.parse(readFileSync(join(out, 'styles.json'), 'utf8'))
}

/** What is lost of the plots of a student, and how many were looked at. */
async function lost(student: string): Promise<{ readonly faults: readonly string[]; readonly seen: number }> {
  const submission = await openSubmission(student, { id: 'plots', exercises: WITH_PLOTS, sandbox: processSandbox, limits: DEFAULT_LIMITS })
  try {
    const options = {
      reference: (id: string) => referenceOf(WITH_PLOTS.find((one) => one.id === id) as never),
      seed: SEED,
      visibility: 'all',
      memo,
    } as const
    const result = await gradeSubmission(submission, WITH_PLOTS, options)
    const checks = result.exercises.flatMap((exercise) => exercise.checks.filter(({ id }) => id === 'plots'))
    const faults = checks.flatMap(({ findings }) => findings.flatMap((one) => (one.code === 'plot' ? [`${one.picture} ${one.says}`] : [])))
    return { faults, seen: submission.pictures?.size ?? 0 }
  } finally {
    await submission.close()
  }
}

describe.skipIf(leftOut(found === undefined, NO_MATPLOTLIB))('plots as students draw them with matplotlib', () => {
  useFolder()

  it('earn their points in any style, size and colour map', { timeout: 600_000 }, async () => {
    const styles = draw(folder)
    const wrong: string[] = []
    let seen = 0
    for (let i = 0; i < STUDENTS; i++) {
      const student = `student-${String(i).padStart(2, '0')}`
      const one = await lost(join(folder, student))
      seen += one.seen
      wrong.push(...one.faults.map((says) => `${student}/${says} (${styles[`${student}/${says.split(' ')[0]}`]})`))
      rmSync(join(folder, student), { recursive: true })
    }
    process.stdout.write(`plots of students: ${seen} of ${STUDENTS * PLOTS.length} seen, ${wrong.length} called wrong\n`)
    expect(seen).toBe(STUDENTS * PLOTS.length)
    expect(wrong).toEqual([])
  })
})
