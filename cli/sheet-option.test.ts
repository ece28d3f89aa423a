import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differences } from '#grading/runner/run/run-identity'
import { fakeIo } from '#tools/testing/fake-io'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from './run.ts'

async function assay(cwd: string, ...words: string[]) {
  const io = fakeIo({ cwd })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

const COMMANDS = [
  ['init', 'mine'],
  ['check', 'mine'],
  ['grade', 'class', '--sandbox', 'process'],
  ['gate', 'mine', '--min', '50', '--sandbox', 'process'],
  ['kit', '--out', 'handout'],
  ['audit', 'mine'],
  ['prove'],
  ['mark', 'results', '--student', 'ada', '--exercise', 'x', '--points', '1', '--by', 'me'],
  ['intake', 'class'],
]
const FILES = { 'mine/submission.ts': RIGHT_TS, 'class/ada/submission.ts': RIGHT_TS }

describe('--sheet', () => {
  it.each([...COMMANDS, ['new-exercise', 'losses/huber'], ['doctor']].map((words) => [words[0] as string, words] as const))(
    'is refused by %s where there is no such sheet',
    async (_, words) => {
      expect(await assay(temporaryFolder(FILES), ...words, '--sheet', './none')).toEqual({
        code: 2,
        stdout: '',
        stderr: 'assay: --sheet ./none: no such folder\n',
      })
    },
  )

  it('is the sheet that init, check, gate and doctor look at', async () => {
    const cwd = temporaryFolder({ 'submission.ts': HALF_WRONG_TS })
    const sheet = ['--sheet', SMALL_SHEET]
    expect((await assay(cwd, 'init', 'start', ...sheet)).stdout).toContain('starter files for 2 exercises\n  double.ts\n  half.ts\n')
    expect((await assay(cwd, 'check', 'submission.ts', ...sheet)).stdout).toContain('1.5 of 3 points')
    const gate = await assay(cwd, 'gate', 'submission.ts', '--min', '60', '--sandbox', 'process', ...sheet)
    expect(gate).toMatchObject({ code: 1, stdout: expect.stringContaining('gate: not passed: 2 of 4 points (50 %), minimum 60 %') })
    expect((await assay(cwd, 'doctor', ...sheet)).stdout).toContain('2 with 4 checks')
  })

  it('has no exercises where a folder is no sheet', async () => {
    const cwd = temporaryFolder({ 'empty/readme.txt': '', 'mine.ts': RIGHT_TS })
    const { code, stderr } = await assay(cwd, 'check', 'mine.ts', '--sheet', 'empty')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^assay: \S+\/empty has no exercises; expected <unit>\/<exercise>\/exercise.ts or exercise.yaml in the folder of a sheet\n$/,
    )
  })

  it('is part of what a run is kept by', async () => {
    const cwd = temporaryFolder({ 'class/ada/submission.ts': RIGHT_TS })
    const grade = ['grade', 'class', '--sandbox', 'process', '--seed', '5', '--sheet']
    expect((await assay(cwd, ...grade, SMALL_SHEET)).stderr).not.toContain('nothing of')
    expect(JSON.parse(readFileSync(join(cwd, 'assay-out/journal.jsonl'), 'utf8').split('\n')[0] as string)).toMatchObject({
      sheet: 'sheet',
    })
  })

  it('is named where it differs from that of the run before', () => {
    const run = { assay: '1.0.0', seed: 1, exercises: [] }
    expect(differences({ ...run, sheet: 'one' }, { ...run, sheet: 'two' })).toEqual(['the sheet (one, now two)'])
    expect(differences({ ...run, sheet: 'one' }, { ...run, sheet: 'one' })).toEqual([])
    expect(differences(run, { ...run, sheet: 'one' })).toEqual([])
  })
})
