import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { runToEnd } from './command-line.ts'
import { addCopy, courseClass } from './course-class.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, ms } from './figures.ts'

/** So many times the sample course of 24 students: a class of 120. */
const TIMES = 5
/** Shares of the CPU time of the first run. */
const CHANGED_CHECK = 0.03
const NEW_SUBMISSION = 0.02

/**
 * Grades a class of 120 by its course.yaml, with all exercises of the sheet and the sandbox that this machine has, then again with nothing changed, with one more
 * submission and with one changed check. With nothing changed there is left what starts, what is read and what is written. The last results are held
 * against those of a run that keeps nothing.
 */
export async function regrade(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-regrade-'))
  try {
    const { submissions, sheet, students } = courseClass(folder, TIMES)
    const first = await gradeIn(folder)
    const nothing = await gradeIn(folder)
    addCopy(join(submissions, 'aexample'), join(submissions, 'aexample-again'), TIMES)
    appendFileSync(join(folder, 'submissions.csv'), 'aexample-again,aexample,2026-11-16 10:00\n')
    const added = await gradeIn(folder)
    const changed = join(sheet, 'backpropagation/softmax/exercise.ts')
    const before = readFileSync(changed, 'utf8')
    const now = before.replace("title: 'The softmax of large logits',", "title: 'Large logits',")
    if (now === before) throw new Error(`${changed} has no check of large logits to change`)
    writeFileSync(changed, now)
    const check = await gradeIn(folder)
    const kept = resultsIn(folder)
    await gradeIn(folder, '--fresh', '--seed', String(kept.seed))
    const isEqual = isDeepStrictEqual(kept, resultsIn(folder))
    const against = (what: string, value: number, share?: number): Figure => {
      const ratio = value / first
      const held = {
        what,
        value: ms(value),
        against: `${(100 * ratio).toFixed(1)} % of ${ms(first)} (first run of ${students})`,
      }
      return share === undefined ? held : { ...held, target: `≤ ${100 * share} %`, met: ratio <= share }
    }
    return [
      against('regrade, nothing changed, CPU', nothing),
      against('regrade, one new submission, CPU', added, NEW_SUBMISSION),
      against('regrade, one changed check, CPU', check, CHANGED_CHECK),
      { what: 'regrade, results.json but for durations', value: isEqual ? 'equal' : 'differs', target: 'that of a full run', met: isEqual },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function resultsIn(folder: string): { readonly seed: number } {
  return JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8'), (key, value: unknown) => (key === 'ms' ? 0 : value))
}

async function gradeIn(folder: string, ...flags: readonly string[]): Promise<number> {
  const before = treeCpuMs()
  const words = ['grade', join(folder, 'submissions'), '--out', join(folder, 'out'), '--jobs', '2', ...flags]
  const { code, stderr } = await runToEnd(words)
  if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
  const used = treeCpuMs() - before
  process.stderr.write(`  assay grade ${flags.join(' ')} took ${ms(used)} of CPU time\n`)
  return used
}
