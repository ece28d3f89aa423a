import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { ROOT, runToEnd } from './command-line.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, ms } from './figures.ts'
import { isPlain } from './perfect-example.ts'

const EXAMPLES = join(ROOT, 'examples/class')
/** How often the sample class is repeated: 12, 36 and 120 submissions. */
const REPEATS = [1, 3, 10]
const MEMORY_LIMIT_MIB = 400
/** Cost per submission of the largest class against the smallest: linear, with room for what is paid once per run. */
const LINEAR_LIMIT = 1.15

/** Grades the sample class, repeated: the cost per submission must not grow, and memory must stay flat. */
export async function classRun(): Promise<readonly Figure[]> {
  const runs = []
  for (const repeats of REPEATS) runs.push(await gradeClass(repeats))
  const smallest = runs[0] as ClassRun
  return runs.flatMap((run) => {
    const growth = run.cpuMs / run.count / (smallest.cpuMs / smallest.count)
    return [
      {
        what: `class of ${run.count}, CPU per submission`,
        value: ms(run.cpuMs / run.count),
        ...(run === smallest
          ? {}
          : { against: `${growth.toFixed(2)} × class of ${smallest.count}`, target: `≤ ${LINEAR_LIMIT} ×`, met: growth <= LINEAR_LIMIT }),
      },
      { what: `class of ${run.count}, wall time`, value: `${(run.wallMs / 1000).toFixed(1)} s` },
      {
        what: `class of ${run.count}, peak memory of a grading process`,
        value: `${run.peakMiB.toFixed(0)} MiB`,
        target: `< ${MEMORY_LIMIT_MIB} MiB`,
        met: run.peakMiB < MEMORY_LIMIT_MIB,
      },
    ]
  })
}

interface ClassRun {
  readonly count: number
  readonly cpuMs: number
  readonly wallMs: number
  readonly peakMiB: number
}

async function gradeClass(repeats: number): Promise<ClassRun> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-class-'))
  const out = mkdtempSync(join(tmpdir(), 'assay-bench-out-'))
  try {
    const names = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    for (let i = 0; i < repeats; i++)
      for (const name of names) cpSync(join(EXAMPLES, name), join(folder, `${name}-${i}`), { recursive: true })
    const before = treeCpuMs()
    const only = (await loadCatalogue()).flatMap(({ exercise }) => (isPlain(exercise.id) ? ['--only', exercise.id] : []))
    const words = ['grade', folder, '--out', out, '--jobs', '2', '--sandbox', 'process', ...only]
    const { code, wallMs, peakMiB, stderr } = await runToEnd(words)
    if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
    return { count: names.length * repeats, cpuMs: treeCpuMs() - before, wallMs, peakMiB }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(out, { recursive: true, force: true })
  }
}
