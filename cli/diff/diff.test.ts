import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { htmlFaults } from '#reports/testing/html-guard'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade } from '#tools/testing/grade-small'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { run } from '../run.ts'

/** A class that was graded twice: bob corrected one function, dee is gone, eve is new. */
async function gradedTwice() {
  const { cwd } = await grade(CLASS, ['--seed', '7', '--out', 'old'])
  const { 'class/dee/notes.txt': _, ...others } = CLASS
  const second = await grade({ ...others, 'class/bob/submission.ts': RIGHT_TS, 'class/eve/submission.ts': RIGHT_TS }, [
    ...['--seed', '7', '--out', join(cwd, 'new')],
  ])
  expect(second.code).toBe(0)
  const assay = async (...words: readonly string[]) => {
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
    return { code: await run(words, io), stdout: io.stdout(), stderr: io.stderr() }
  }
  return { cwd, assay }
}

describe('assay diff', () => {
  it('says who moves, by how much, by which check and why, and drops nobody', async () => {
    const { cwd, assay } = await gradedTwice()
    const { code, stdout } = await assay('diff', 'old', 'new', '--out', 'changes')
    expect(code).toBe(0)
    expect(stdout).toContain('1 of 3 students in both runs: other points (1 more, 0 fewer)')
    expect(stdout).toMatch(
      / {2}bob {2}2 → 4 {2}\+2\n {6}1b small \+1\.5: wrong answer → correct; [^+]+ {6}1b large \+0\.5: [\s\S]+ {6}the submission changed\n/,
    )
    expect(stdout).toContain('dee: 0 of 4 → not in this run; eve: not in this run')
    expect(stdout).toContain('2 students unchanged.')
    expect(htmlFaults(readFileSync(join(cwd, 'changes', 'index.html'), 'utf8'))).toEqual([])
    const document = JSON.parse(readFileSync(join(cwd, 'changes', 'diff.json'), 'utf8'))
    expect(document.students.map(({ id, change }: { id: string; change: number }) => [id, change])).toEqual([
      ['bob', 2],
      ['ada', 0],
      ['cyd', 0],
      ['dee', 0],
      ['eve', 0],
    ])
    expect(document.exercises.map(({ change }: { change: number }) => change)).toEqual([0, 2])
  })

  it('exits with 1 for a grade that differs only where it is asked to, and tells of points that were set by hand', async () => {
    const { cwd, assay } = await gradedTwice()
    expect((await assay('diff', 'old', 'new')).code).toBe(0)
    expect((await assay('diff', 'old', 'new', '--exit-code')).code).toBe(1)
    expect((await assay('diff', 'old', 'old/journal.jsonl', '--exit-code')).code).toBe(0)
    cpSync(join(cwd, 'old'), join(cwd, 'set'), { recursive: true })
    await assay('override', 'set', '--student', 'bob', '--exercise', 'half', '--points', '1', '--by', 'R. Lind', '--reason', 'Oral exam.')
    const { stdout } = await assay('diff', 'old', 'set')
    expect(stdout).toContain('Nothing but submissions and decisions differs between the runs.')
    expect(stdout).toMatch(/bob {2}2 → 3 {2}\+1\n {6}1b points set by hand \+1: R\. Lind: Oral exam\.\n {6}same submission/)
  })

  it('refuses what is no run, and a folder with other reports', async () => {
    const { assay } = await gradedTwice()
    for (const [words, says] of [
      [['diff', 'old', 'none'], 'none: not a report directory of assay grade: journal.jsonl cannot be read: no such file or folder'],
      [['diff', 'class', 'old'], 'class: not a report directory of assay grade: journal.jsonl cannot be read: no such file or folder'],
      [
        ['diff', 'old', 'class/ada/submission.ts'],
        'class/ada/submission.ts: not a journal of assay grade; the run cannot be compared. Give the report directory, or a journal.jsonl',
      ],
      [
        ['diff', 'old', 'old/results.json'],
        'old/results.json: not a journal of assay grade; the run cannot be compared. Give the report directory, or a journal.jsonl',
      ],
      [['diff', 'old', 'new', '--out', 'new'], '--out new: contains index.html, which is not of a comparison; choose another folder'],
    ] as const) {
      const { code, stderr } = await assay(...words)
      expect([code, stderr]).toEqual([2, `assay: ${says}\n`])
    }
  })
})
