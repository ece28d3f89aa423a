import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJudge } from '#grading/runner/judge'
import { processSandbox } from '#submissions'
import { findPython, type Interpreter, versionOf } from '#submissions/adapters/python/interpreter'
import type { Sandbox } from '#submissions/sandbox/sandbox'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, median, ms, ratio } from './figures.ts'
import { computedExercises, perfectExample } from './perfect-example.ts'
import { grade } from './submission-cpu.ts'

const ROUNDS = 5
const SEED = 1
/** Of what torch costs alone: one import, and the nine exercises. */
const LIMIT = 1.6

/**
 * CPU of a submission in PyTorch with all checks of the nine computed exercises, against `import torch` alone in the same Python. Both alternate,
 * so that other work on the machine meets both. Nothing is kept from one submission to the next, so every one of them imports torch once.
 */
export async function torchCpu(): Promise<readonly Figure[]> {
  const python = await findPython()
  const version = python === undefined ? undefined : await versionOf(python, 'torch')
  if (python === undefined || version === undefined) {
    process.stderr.write(
      'skipped: PyTorch not found, so a submission in PyTorch cannot be measured; get it with: apt-get install python3-torch\n',
    )
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-torch-'))
  try {
    cpSync(perfectExample('python'), folder, { recursive: true })
    appendFileSync(join(folder, 'submission.py'), '\nimport torch\n')
    return await measure(folder, python, version)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(folder: string, python: Interpreter, version: string): Promise<readonly Figure[]> {
  const judge = await createJudge(await computedExercises(), { seed: SEED, visibility: 'all' })
  const counted = countingStarts(processSandbox)
  await grade(folder, judge, counted.sandbox)
  const starts = counted.started()
  importTorch(python)
  const [alone, graded]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await cpuOf(async () => importTorch(python)))
    graded.push(await cpuOf(() => grade(folder, judge)))
  }
  return [
    ratio(`PyTorch ${version}, nine exercises, each further submission`, median(graded), median(alone), LIMIT),
    { what: '  of it beside `import torch`', value: ms(median(graded) - median(alone)) },
    { what: '  processes that import it', value: `${starts}`, target: '1', met: starts === 1 },
    { what: '  memory of a process that has imported it', value: `${importTorch(python)} MiB` },
  ]
}

/** @returns the most memory that was resident, in MiB. */
function importTorch({ executable }: Interpreter): number {
  const code = 'import torch, resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)'
  return Number(execFileSync(executable, ['-s', '-B', '-c', code], { encoding: 'utf8' }))
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = treeCpuMs()
  await work()
  return treeCpuMs() - before
}

/** Counts the processes in Python that a submission is given. */
function countingStarts(sandbox: Sandbox): { readonly sandbox: Sandbox; readonly started: () => number } {
  let started = 0
  const start: Sandbox['start'] = (launch, limits) => {
    if (launch.runtime === 'python') started++
    return sandbox.start(launch, limits)
  }
  return { sandbox: { ...sandbox, start }, started: () => started }
}
