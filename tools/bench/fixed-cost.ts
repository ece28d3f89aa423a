import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runToEnd } from './command-line.ts'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, median, ms } from './figures.ts'
import { NETWORKS, perfectExample } from './perfect-example.ts'

const RUNS = 3
const RESUMED = 120
/** A Node that does nothing, on a quiet machine: what limits are counted in, since everything grows on a busy one. */
const BARE_NODE_MS = 40

/** CPU of the whole process tree for what is paid once, whatever the class: each three times, beside a Node that does nothing. */
export async function fixedCost(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-fixed-'))
  try {
    const [one, many] = [join(folder, 'one'), join(folder, 'many')]
    student(join(one, 'ada'))
    for (let i = 0; i < RESUMED; i++) student(join(many, `student-${i}`))
    const figures = [
      await cost('assay grade, class of one without networks', 1000, () => grade(one, join(folder, 'out-one'))),
      await cost('assay doctor', 2000, () => runToEnd(['doctor'])),
      await cost('assay check, a folder without networks', 1000, () => runToEnd(['check', join(one, 'ada')])),
    ]
    const out = join(folder, 'out-many')
    await grade(many, out)
    let changed = 0
    const resume = async () => {
      writeFileSync(join(many, 'student-7', 'notes.txt'), `changed ${++changed}`)
      return grade(many, out, ['--resume'])
    }
    return [...figures, await cost(`resume of ${RESUMED} with one changed`, 3000, resume)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function student(folder: string): void {
  cpSync(perfectExample('typescript'), folder, { recursive: true })
  for (const name of NETWORKS) rmSync(join(folder, name), { recursive: true })
}

async function grade(folder: string, out: string, flags: readonly string[] = []): Promise<void> {
  const { code, stderr } = await runToEnd(['grade', folder, '--out', out, '--jobs', '2', '--sandbox', 'auto', '--seed', '1', ...flags])
  if (code !== 0) throw new Error(`assay grade ended with exit code ${code}: ${stderr.slice(-500)}`)
}

/** @param limitMs - on a machine where a bare Node takes 40 ms. */
async function cost(what: string, limitMs: number, work: () => Promise<unknown>): Promise<Figure> {
  const [bare, full]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    bare.push(await cpuOf(async () => spawnSync(process.execPath, ['-e', '0'])))
    full.push(await cpuOf(work))
  }
  const [times, limit] = [median(full) / median(bare), limitMs / BARE_NODE_MS]
  return {
    what,
    value: `${ms(median(full))} CPU (${full.map((one) => one.toFixed(0)).join(', ')})`,
    against: `${times.toFixed(1)} × ${ms(median(bare))} (bare Node)`,
    target: `≤ ${limit} × (${limitMs} ms where it takes ${BARE_NODE_MS})`,
    met: times <= limit,
  }
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = treeCpuMs()
  await work()
  return treeCpuMs() - before
}
