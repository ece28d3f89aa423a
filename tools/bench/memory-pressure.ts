import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunResult } from '#grading/model/result'
import { sandboxes } from '#submissions'
import { assay } from './command-line.ts'
import type { Figure } from './figures.ts'
import { MEMORY_ATTACKERS } from './memory-attackers.ts'
import { NETWORKS, perfectExample } from './perfect-example.ts'

const HONEST = { typescript: 3, python: 3 } as const
const JOBS = 2
const SAMPLE_MS = 25
/** The run is ended before the machine suffers. */
const LEAST_FREE_MIB = 4096
/** Two submissions at a time: what a child may take, what is taken between two looks, and the grader's own processes. */
const MOST_TAKEN_MIB = 6144

/**
 * Grades submissions that each try to take 4 GiB beside honest ones, which must be given what they are given alone. What the machine
 * lost meanwhile is everybody's: other work on it counts.
 */
export async function memoryPressure(): Promise<readonly Figure[]> {
  const { available = false, says = '' } = (await sandboxes.find(({ name }) => name === 'bubblewrap')?.probe()) ?? {}
  if (!available) return [{ what: 'memory, 4 GiB each', value: says }]
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-memory-'))
  try {
    const [calm, hostile] = [join(folder, 'calm'), join(folder, 'hostile')]
    honest(calm)
    honest(hostile)
    for (const [name, [file, text]] of Object.entries(MEMORY_ATTACKERS)) {
      mkdirSync(join(hostile, name))
      writeFileSync(join(hostile, name, file), text)
    }
    const alone = await graded(calm, join(folder, 'out-calm'))
    const beside = await graded(hostile, join(folder, 'out-hostile'))
    const attackers = beside.students.filter(({ id }) => Object.hasOwn(MEMORY_ATTACKERS, id))
    const others = beside.students.filter(({ id }) => !Object.hasOwn(MEMORY_ATTACKERS, id))
    const equal = others.length === alone.students.length && written(others) === written(alone.students)
    const through = attackers.filter(({ score }) => score !== 0)
    return [
      {
        what: `memory, ${others.length} honest beside ${attackers.length} that want 4 GiB each`,
        value: equal ? 'results equal' : 'results differ',
        against: `${alone.students.length} alone`,
        target: 'equal',
        met: equal && attackers.length === Object.keys(MEMORY_ATTACKERS).length && through.length === 0,
      },
      {
        what: 'memory, most that the machine lost',
        value: `${beside.takenMiB.toFixed(0)} MiB`,
        against: `${alone.takenMiB.toFixed(0)} MiB without them`,
        target: `< ${MOST_TAKEN_MIB} MiB`,
        met: beside.takenMiB < MOST_TAKEN_MIB,
      },
      ...attackers.map(({ id, exercises }) => {
        const verdicts = exercises.flatMap(({ checks }) => checks.map(({ verdict }) => verdict))
        return { what: `memory, ${id}`, value: [...new Set(verdicts)].join(', ') }
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function honest(folder: string): void {
  for (const [language, count] of Object.entries(HONEST) as ['typescript' | 'python', number][])
    for (let i = 0; i < count; i++) {
      // Spread over the run, which goes by name.
      const student = join(folder, `${'hknpsz'[2 * i + Number(language === 'python')]}-${language}`)
      cpSync(perfectExample(language), student, { recursive: true })
      for (const name of NETWORKS) rmSync(join(student, name), { recursive: true, force: true })
    }
}

type Graded = RunResult & { readonly takenMiB: number }

async function graded(folder: string, out: string): Promise<Graded> {
  const child = assay([
    ...['grade', folder, '--out', out, '--jobs', String(JOBS), '--seed', '1', '--sandbox', 'bubblewrap'],
    ...['--only', 'convolution/output-size'],
  ])
  const before = freeMiB()
  let least = before
  let stderr = ''
  child.stdout.resume()
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString()
  })
  const sample = setInterval(() => {
    least = Math.min(least, freeMiB())
    if (least < LEAST_FREE_MIB) child.kill('SIGINT')
  }, SAMPLE_MS)
  const code = await new Promise<number | null>((settle, fail) => child.once('error', fail).once('close', settle))
  clearInterval(sample)
  if (least < LEAST_FREE_MIB) throw new Error(`ended: ${least.toFixed(0)} MiB of memory were left`)
  if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
  return { ...(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as RunResult), takenMiB: before - least }
}

function freeMiB(): number {
  return Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? Number.NaN) / 1024
}

function written(students: RunResult['students']): string {
  return JSON.stringify(students, (key, value: unknown) => (key === 'ms' ? 0 : value))
}
