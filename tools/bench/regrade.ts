import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ROOT, runToEnd } from './command-line.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, ms } from './figures.ts'
import { computedExercises } from './perfect-example.ts'

const CLASS = 120
/** Loops until its time is up: such a result is never kept. */
const LOOPING = 'beech'
/** Shares of the CPU time of the first run. */
const CHANGED_CHECK = 0.03
const NEW_SUBMISSION = 0.02

/**
 * Grades the sample class, repeated to 120 submissions but without the one that loops, with the computed exercises, then again with nothing changed, with one more submission and with one
 * changed check. With nothing changed there is left what starts, what is read and what is written. The last results are held against those of a run that keeps nothing.
 */
export async function regrade(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-regrade-'))
  try {
    const examples = join(ROOT, 'examples/class')
    const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && entry.name !== LOOPING ? [entry.name] : [],
    )
    for (let i = 0; i < CLASS; i++) {
      const name = names[i % names.length] as string
      cpSync(join(examples, name), join(folder, 'class', `${name}-${Math.floor(i / names.length)}`), { recursive: true })
    }
    await copySheet(join(folder, 'sheet'))
    const first = await gradeIn(folder)
    const nothing = await gradeIn(folder)
    cpSync(join(examples, names[0] as string), join(folder, 'class', 'one-more'), { recursive: true })
    const added = await gradeIn(folder)
    const changed = join(folder, 'sheet/backpropagation/softmax/exercise.ts')
    writeFileSync(changed, readFileSync(changed, 'utf8').replace("title: 'The softmax of large logits'", "title: 'Large logits'"))
    const check = await gradeIn(folder)
    const kept = resultsIn(folder)
    await gradeIn(folder, '--fresh', '--seed', String(kept.seed))
    const isEqual = isDeepStrictEqual(kept, resultsIn(folder))
    const against = (what: string, value: number, share?: number): Figure => {
      const ratio = value / first
      const held = {
        what,
        value: ms(value),
        against: `${(100 * ratio).toFixed(1)} % of ${ms(first)} (first run of ${CLASS})`,
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

/** The computed exercises as a sheet of its own: a sheet that comes with an installation does not change. */
async function copySheet(to: string): Promise<void> {
  const exercises = await computedExercises()
  for (const { exercise } of exercises) {
    const [unit = ''] = exercise.id.split('/')
    const from = join(ROOT, 'reference', unit)
    mkdirSync(join(to, unit), { recursive: true })
    for (const file of readdirSync(from)) if (/(?<!\.test)\.ts$/.test(file)) cpSync(join(from, file), join(to, unit, file))
    cpSync(join(ROOT, 'reference', exercise.id), join(to, exercise.id), { recursive: true })
  }
  const numbers = Object.fromEntries(exercises.map(({ exercise }) => [exercise.sheet, exercise.id]))
  const definition = `{ id: 'computed', title: 'Computed exercises', exercises: ${JSON.stringify(numbers)} }`
  writeFileSync(join(to, 'sheet.ts'), `import { defineSheet } from 'assay'\nexport default defineSheet(${definition})\n`)
}

function resultsIn(folder: string): { readonly seed: number } {
  return JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8'), (key, value: unknown) => (key === 'ms' ? 0 : value))
}

async function gradeIn(folder: string, ...flags: readonly string[]): Promise<number> {
  const before = treeCpuMs()
  const words = ['grade', join(folder, 'class'), '--sheet', join(folder, 'sheet'), '--out', join(folder, 'out'), '--sandbox', 'process']
  const { code, stderr } = await runToEnd([...words, '--jobs', '2', ...flags])
  if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
  return treeCpuMs() - before
}
