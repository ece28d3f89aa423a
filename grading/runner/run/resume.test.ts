import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { run } from '#cli/run'
import { encodePng } from '#reports/picture/png'
import { assayProcess, exitOf } from '#tools/testing/assay-process'
import { fakeIo } from '#tools/testing/fake-io'
import { reportsIn } from '#tools/testing/reports-in'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { readJournal } from '../../engine/read-journal.ts'
import { allProcesses } from './process-stat.ts'
import { LOCK } from './run-lock.ts'

const CLASS = {
  'class/ada/submission.ts': RIGHT_TS,
  'class/bob/submission.ts': HALF_WRONG_TS,
  'class/cyd/submission.ts': 'export function double(x {',
}

async function grade(cwd: string, ...flags: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(['grade', 'class', '--sandbox', 'process', '--jobs', '1', ...flags], io)
  return { code, stderr: io.stderr(), stdout: io.stdout(), reports: reportsIn(join(cwd, 'assay-out')) }
}

const journalOf = (cwd: string) => join(cwd, 'assay-out/journal.jsonl')
const graded = (stderr: string) => [...stderr.matchAll(/^\d+\/\d+ {2}(\w+)/gm)].map(([, id]) => id)

/** Leaves so many lines of the journal, as if the run had been killed then. */
function cut(cwd: string, lines: number): void {
  const text = readFileSync(journalOf(cwd), 'utf8')
  writeFileSync(journalOf(cwd), text.split('\n').slice(0, lines).join('\n').concat('\n'))
}

describe('assay grade --resume', () => {
  it('grades what is missing, and the reports are those of an undisturbed run', async () => {
    const cwd = temporaryFolder(CLASS)
    const whole = await grade(cwd)
    cut(cwd, 3)
    appendFileSync(journalOf(cwd), '{"type":"student","se')
    const resumed = await grade(cwd, '--resume')
    expect(resumed.stderr).toBe(
      'assay: journal.jsonl, line 4: the last line is incomplete and was dropped\nassay: 2 of 3 are kept from the previous run\n1/1  cyd  0 of 4\n',
    )
    expect(resumed.stdout).toMatch(/\n1 graded, 2 kept, in /)
    expect(resumed.code).toBe(0)
    expect(resumed.reports).toEqual(whole.reports)
    const { students, ended, problems } = readJournal(readFileSync(journalOf(cwd), 'utf8'))
    expect({ ids: students.map((line) => line.result.id), ended, problems }).toEqual({
      ids: ['ada', 'bob', 'cyd'],
      ended: true,
      problems: [],
    })
  })

  it('shows the pictures of who was kept, though they are not read again', async () => {
    const cwd = temporaryFolder(CLASS)
    mkdirSync(join(cwd, 'class/ada/plots'))
    const data = Uint8Array.from({ length: 64 }, (_, i) => 4 * i)
    writeFileSync(join(cwd, 'class/ada/plots/ramp.png'), encodePng({ width: 8, height: 8, channels: 1, data }))
    const whole = await grade(cwd)
    cut(cwd, 2)
    const resumed = await grade(cwd, '--resume')
    expect(graded(resumed.stderr)).toEqual(['bob', 'cyd'])
    expect(resumed.reports).toEqual(whole.reports)
    const page = Object.entries(resumed.reports).find(([name]) => name.endsWith('ada.html'))?.[1]
    expect(page).toContain('<figcaption>plots/ramp.png</figcaption>')
    expect(page).toContain('src="data:image/png;base64,')
  })

  it('uses neither a line that was changed nor what comes after it', async () => {
    const cwd = temporaryFolder(CLASS)
    const whole = await grade(cwd)
    const lines = readFileSync(journalOf(cwd), 'utf8').split('\n')
    writeFileSync(journalOf(cwd), lines.map((line, i) => (i === 2 ? line.replaceAll('"score":200', '"score":400') : line)).join('\n'))
    const resumed = await grade(cwd, '--resume')
    expect(resumed.stderr).toContain('assay: journal.jsonl, line 4: does not follow the line before it')
    expect(graded(resumed.stderr)).toEqual(['bob', 'cyd'])
    expect(resumed.reports).toEqual(whole.reports)
  })

  it('grades again whoever handed in something else, came new, or could not be graded', async () => {
    const cwd = temporaryFolder({ ...CLASS, 'class/zed.zip': 'none' })
    await grade(cwd)
    writeFileSync(join(cwd, 'class/bob/submission.ts'), RIGHT_TS)
    mkdirSync(join(cwd, 'class/dee'))
    writeFileSync(join(cwd, 'class/dee/submission.ts'), RIGHT_TS)
    const { stderr } = await grade(cwd, '--resume')
    expect(graded(stderr)).toEqual(['bob', 'dee', 'zed'])
  })

  it.each([
    ['the seed', ['--seed', '2'], 'the seed (1, now 2)'],
    ['the choice of exercises', ['--only', 'half', '--replace'], 'the choice of exercises'],
  ])('keeps nothing when %s differs, and says so', async (_what, flags, says) => {
    const cwd = temporaryFolder(CLASS)
    await grade(cwd, '--seed', '1')
    const { stderr } = await grade(cwd, '--resume', ...flags)
    expect(stderr).toContain(`assay: nothing of the previous run is kept, because these differ: ${says}\n`)
    expect(graded(stderr)).toEqual(['ada', 'bob', 'cyd'])
  })

  it('grades everything where there is no journal', async () => {
    const { code, stderr } = await grade(temporaryFolder(CLASS), '--resume')
    expect(stderr).toMatch(/^assay: there is no journal to resume from; everything is graded\n/)
    expect(code).toBe(0)
  })

  it('is pointed to when a run that was not finished is started anew', async () => {
    const cwd = temporaryFolder(CLASS)
    await grade(cwd)
    cut(cwd, 2)
    const { stderr } = await grade(cwd)
    expect(stderr).toMatch(/^assay: the previous run in this folder did not finish; with --resume only missing submissions are graded\n/)
    expect(graded(stderr)).toEqual(['ada', 'bob', 'cyd'])
  })
})

describe('a run that is killed at a random moment', () => {
  const files = Object.fromEntries(
    Array.from({ length: 16 }, (_, i) => [`class/s${String(i).padStart(2, '0')}/submission.ts`, i % 3 === 0 ? HALF_WRONG_TS : RIGHT_TS]),
  )

  it('gives the reports of an undisturbed run after --resume, three times, and leaves nothing else behind', async () => {
    const cwd = temporaryFolder(files)
    const out = join(cwd, 'assay-out')
    const words = ['grade', join(cwd, 'class'), '--sandbox', 'process', '--out', out, '--jobs', '2', '--resume']
    const moments = Array.from({ length: 3 }, () => Math.random())
    const pids: (number | undefined)[] = []
    for (const moment of moments) {
      const child = assayProcess(words)
      // From the start of the process to the end of the run: a share of the results to wait for, then a moment more.
      await shown(child, Math.floor(moment * 4))
      await new Promise((resolve) => setTimeout(resolve, 200 * moment))
      child.kill('SIGKILL')
      pids.push(child.pid)
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    await vi.waitFor(() => expect(gradersOf(pids)).toEqual([]), 30_000)
    expect(await exitOf(assayProcess(words)), `moments ${moments}`).toBe(0)
    const whole = temporaryFolder(files)
    const { seed } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { readonly seed: number }
    await grade(whole, '--jobs', '2', '--seed', String(seed))
    expect(reportsIn(out), `moments ${moments}`).toEqual(reportsIn(join(whole, 'assay-out')))
    expect(existsSync(join(out, LOCK))).toBe(false)
    expect(readdirSync(out).filter((name) => name.endsWith('.tmp'))).toEqual([])
  }, 300_000)
})

/** Grading processes that these have started: the folder that each was given carries the number of who made it. */
function gradersOf(pids: readonly (number | undefined)[]): readonly number[] {
  const owned = (commandLine: string): boolean => pids.some((pid) => new RegExp(`assay-grader-\\d+-${pid}-`).test(commandLine))
  return allProcesses().filter((pid) => {
    try {
      return owned(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    } catch {
      return false
    }
  })
}

/** Resolves once so many results are shown, or the process is gone. */
function shown(child: ChildProcess, count: number): Promise<void> {
  let text = ''
  return new Promise((resolve) => {
    child.stderr?.on('data', (chunk) => {
      text += chunk
      if ((text.match(/^ ?\d+\/\d+ {2}/gm) ?? []).length >= count) resolve()
    })
    child.once('exit', () => resolve())
  })
}
