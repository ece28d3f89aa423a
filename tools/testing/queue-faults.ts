import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { assayProcess } from './assay-process.ts'
import { type Files, grade } from './grade-small.ts'
import { reportsOf } from './queue-class.ts'
import { HALF_WRONG_TS, RIGHT_TS } from './small-sheet.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** `ASSAY_FAULT_ROUNDS=20 npx vitest run cli/worker`: a fault that shows once in a while shows then. */
export const FAULT_ROUNDS = Array.from({ length: Number(process.env.ASSAY_FAULT_ROUNDS ?? 1) }, (_, i) => i + 1)
export const STUDENTS = 12

export const FAULT_CLASS: Files = Object.fromEntries(
  Array.from({ length: STUDENTS }, (_, i) => [
    `class/s${String(i).padStart(2, '0')}/submission.ts`,
    i % 3 === 0 ? HALF_WRONG_TS : RIGHT_TS,
  ]),
)

/** A worker in a process of its own, which is gone with the test. */
export function workerProcess(url: string, key: string, flags: readonly string[] = [], through: readonly string[] = []): ChildProcess {
  const common = ['--queue', url, '--queue-key', key, '--sandbox', 'process', '--jobs', '2', '--lost-after', '3']
  const child = assayProcess(['worker', ...common, ...flags], through)
  child.stderr?.resume()
  onTestFinished(() => kill(child))
  return child
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

interface Graded {
  readonly code: number | null
  readonly stderr: string
  readonly out: string
}

/** A class in a folder of its own, graded on the queue by a process of its own. */
export function producerProcess(
  words: readonly string[],
  folder: string,
  onText: (shown: string, child: ChildProcess) => void,
): Promise<Graded> {
  const out = join(folder, 'assay-out')
  const child = assayProcess(['grade', join(folder, 'class'), '--sandbox', 'process', '--out', out, '--recheck', '0', ...words])
  onTestFinished(() => kill(child))
  let stderr = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    stderr += bytes.toString('utf8')
    // Nothing would ever come.
    if (stderr.includes('does not grade here')) child.kill('SIGKILL')
    onText(stderr, child)
  })
  return once(child, 'close').then(([code]) => ({ code, stderr, out }))
}

export const wordsFor = (url: string, key: string): readonly string[] => ['--seed', '7', '--queue', url, '--queue-key', key]

/** Grades a class on the queue, and does something to it once so many results are there. */
export async function gradeAnd(url: string, key: string, after: number, disturb: () => unknown, files = FAULT_CLASS): Promise<Graded> {
  let disturbed: Promise<unknown> | undefined
  const graded = await producerProcess(wordsFor(url, key), temporaryFolder(files), (shown) => {
    if (new RegExp(`^ *${after}/`, 'm').test(shown)) disturbed ??= Promise.resolve(disturb())
  })
  await disturbed
  return graded
}

/** Nothing is lost, nothing is counted twice, and every result is that of a local run. */
export async function expectWhole({ code, out, stderr }: Graded): Promise<void> {
  expect(stderr).toContain(`${STUDENTS}/${STUDENTS}  `)
  expect(code).toBe(0)
  const { students, ended, problems } = readJournal(readFileSync(join(out, 'journal.jsonl'), 'utf8'))
  expect(students.map(({ result }) => result.id).sort()).toEqual(Object.keys(FAULT_CLASS).map((path) => path.split('/')[1]))
  expect({ ended, problems }).toEqual({ ended: true, problems: [] })
  expect(reportsOf(out)).toEqual(await localReports())
}

let local: Promise<ReturnType<typeof reportsOf>> | undefined
export function localReports(): Promise<ReturnType<typeof reportsOf>> {
  local ??= grade(FAULT_CLASS, ['--seed', '7']).then(({ out }) => reportsOf(out))
  return local
}
