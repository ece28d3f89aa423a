import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { assay, runToEnd } from './command-line.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, ms } from './figures.ts'
import { isPlain, perfectExample } from './perfect-example.ts'

const [SMALL, LARGE] = [24, 144]
const PORT = 16_379
/** CPU time of producer, worker and Redis for one more submission, against a run on this machine. */
const OVERHEAD_LIMIT = 1.1
/** Throughput of two workers against one, where two cores are free. */
const THROUGHPUT_GOAL = 1.8
/** Peak memory of the producer and its processes for the large class against the small one. */
const MEMORY_LIMIT = 1.15

/**
 * Grades two classes of computed exercises on this machine and on a queue with one worker, and the large one with two. What one more submission costs is the
 * difference of the classes: what a run costs whatever its class is told apart.
 */
export async function queue(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-queue-'))
  const started: ChildProcess[] = []
  try {
    const key = join(folder, 'queue.key')
    writeFileSync(key, 'a secret of the benchmark, no secret at all')
    for (const size of [SMALL, LARGE])
      for (let i = 0; i < size; i++) cpSync(perfectExample('typescript'), join(folder, `class-${size}`, `s${i}`), { recursive: true })
    const only = (await loadCatalogue()).flatMap(({ exercise }) => (isPlain(exercise.id) ? ['--only', exercise.id] : []))
    const run = (size: number, flags: readonly string[]): Promise<Run> => measured(folder, size, [...only, ...flags])
    const local = [await run(SMALL, ['--jobs', '1']), await run(LARGE, ['--jobs', '1'])] as const

    mkdirSync(join(folder, 'redis'))
    const files = ['--dir', join(folder, 'redis'), '--save', '', '--appendonly', 'yes', '--bind', '127.0.0.1']
    started.push(spawn('redis-server', ['--port', `${PORT}`, ...files], { stdio: 'ignore' }))
    await pause(1000)
    const where = ['--queue', `redis://127.0.0.1:${PORT}`, '--queue-key', key]
    const startWorker = (): void => {
      const worker = assay(['worker', ...where, '--sandbox', 'process', '--jobs', '1'])
      worker.stdout.resume()
      worker.stderr.resume()
      started.push(worker)
    }
    const onQueue = (size: number): Promise<Run> => run(size, [...where, '--recheck', '0'])
    startWorker()
    const queued = [await onQueue(SMALL), await onQueue(LARGE)] as const
    startWorker()
    const both = await onQueue(LARGE)
    return figures(local, queued, both)
  } finally {
    for (const child of started.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill()
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

type Pair = readonly [small: Run, large: Run]

function figures(local: Pair, queued: Pair, both: Run): readonly Figure[] {
  const perSubmission = ([small, large]: Pair): number => (large.cpuMs - small.cpuMs) / (LARGE - SMALL)
  const fixed = (pair: Pair): number => pair[0].cpuMs - SMALL * perSubmission(pair)
  const overhead = perSubmission(queued) / perSubmission(local)
  const throughput = queued[1].wallMs / both.wallMs
  const memory = queued[1].peakMiB / queued[0].peakMiB
  return [
    {
      what: 'queue, one more submission, CPU of producer, worker and Redis',
      value: ms(perSubmission(queued)),
      against: `${overhead.toFixed(2)} × ${ms(perSubmission(local))} (on this machine)`,
      target: `≤ ${OVERHEAD_LIMIT} ×`,
      met: overhead <= OVERHEAD_LIMIT,
    },
    { what: 'queue, a run whatever its class, CPU', value: ms(fixed(queued)), against: `${ms(fixed(local))} (on this machine)` },
    {
      what: `queue, class of ${LARGE}, two workers`,
      value: `${(both.wallMs / 1000).toFixed(1)} s`,
      against: `${throughput.toFixed(2)} × as fast as one`,
      target: `≥ ${THROUGHPUT_GOAL} ×`,
      met: throughput >= THROUGHPUT_GOAL,
    },
    {
      what: `queue, class of ${LARGE}, peak memory of the producer or its grading process`,
      value: `${queued[1].peakMiB.toFixed(0)} MiB`,
      against: `${memory.toFixed(2)} × class of ${SMALL}`,
      target: `≤ ${MEMORY_LIMIT} ×`,
      met: memory <= MEMORY_LIMIT,
    },
  ]
}

interface Run {
  readonly cpuMs: number
  readonly wallMs: number
  readonly peakMiB: number
}

async function measured(folder: string, size: number, flags: readonly string[]): Promise<Run> {
  const out = mkdtempSync(join(folder, 'out-'))
  const before = treeCpuMs()
  const words = ['grade', join(folder, `class-${size}`), '--out', out, '--sandbox', 'process', '--seed', '7']
  const { code, wallMs, peakMiB, stderr } = await runToEnd([...words, ...flags])
  if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
  return { cpuMs: treeCpuMs() - before, wallMs, peakMiB }
}
