import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade, resultsIn, scoresIn } from '#tools/testing/grade-small'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from './run.ts'

describe('assay grade', () => {
  it('has a row for everything in the class, and lets wait what nothing opens', async () => {
    const inner = { 'class/gil/homework.rar': 'Rar!', 'class/ben.rar': 'Rar!', 'class/eve.pdf': '%PDF', 'class/grades.csv': 'a,b' }
    const { code, out, stderr } = await grade({ 'class/ada/submission.ts': RIGHT_TS, ...inner }, ['--accept-empty'])
    expect(code).toBe(3)
    expect(stderr).toContain('assay: left out: grades.csv (no submission)\n')
    const rows = resultsIn(out).students.map(({ id, pending, exercises }) => [id, pending, exercises[0]?.status])
    expect(rows).toEqual([['ada', 0, 'full'], ...['ben.rar', 'eve.pdf', 'gil'].map((id) => [id, 4, 'judging-error'])])
    const says = 'ben.rar is an archive of a kind that is not opened; unpack it into a folder of its own'
    for (const file of ['index.html', 'results.json', 'junit.xml', 'students/ben.rar.html'])
      expect(readFileSync(join(out, file), 'utf8')).toContain(says)
    expect(readFileSync(join(out, 'gradebook.csv'), 'utf8')).toContain('"ben.rar","0.00","4.00","4.00","0.00","0.00","judging-error"')
  })

  it('asks about a class in which nothing is recognised, and grades nothing, unless that is right', async () => {
    const empty = { 'class/ada/notes.txt': 'nothing yet', 'class/bob/.keep': '' }
    const refused = await grade(empty)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toBe(
      'assay: class: none of 2 submissions holds code, an answer, a model or a plot (ada, bob); nothing was graded. ' +
        'assay intake shows what was found; if this is right, pass --accept-empty\n',
    )
    expect(existsSync(refused.out)).toBe(false)
    const accepted = await grade(empty, ['--accept-empty'])
    expect([accepted.code, scoresIn(accepted.out)]).toEqual([
      0,
      [
        ['ada', 0],
        ['bob', 0],
      ],
    ])
  })

  it('asks where more than a tenth, and more than one, hold nothing that is graded', async () => {
    const class10 = Object.fromEntries([...'abcdefghij'].map((name) => [`class/${name}/submission.ts`, RIGHT_TS]))
    const with1 = { ...class10, 'class/k/report.txt': '' }
    const with2 = { ...with1, 'class/l/hw.docx': '' }
    expect((await grade(with1)).code).toBe(0)
    const refused = await grade(with2)
    expect([refused.code, existsSync(refused.out)]).toEqual([2, false])
    expect(refused.stderr).toContain(
      'assay: class: 2 of 12 submissions hold nothing that is graded (k, l); nothing was graded. assay intake',
    )
    const linked = temporaryFolder({ ...with1, 'elsewhere/submission.ts': RIGHT_TS })
    symlinkSync(join(linked, 'elsewhere'), join(linked, 'class', 'l'))
    const io = fakeIo({ cwd: linked, catalogue: SMALL_SHEET })
    expect(await run(['grade', 'class', '--sandbox', 'process', '--jobs', '1'], io)).toBe(2)
    expect(io.stderr()).toContain('(k, l); nothing was graded. l is a link; copy the folder itself here. assay intake shows')
  })

  it('writes no reports where code is there and nobody attempted anything, unless that is right', async () => {
    const other = { 'class/ada/submission.ts': 'export const other = 1\n', 'class/bob/submission.ts': 'export const more = 2\n' }
    const refused = await grade(other)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('assay: nothing was attempted in 2 submissions; no reports are written.')
    expect(existsSync(join(refused.out, 'index.html'))).toBe(false)
  })

  it('does not replace the reports of all exercises by those of one, or those of another class', async () => {
    const first = await grade(CLASS)
    const again = async (...words: readonly string[]) => {
      const io = fakeIo({ cwd: first.cwd, catalogue: SMALL_SHEET })
      return [await run(['grade', ...words, '--sandbox', 'process'], io), io.stderr()] as const
    }
    const [code, says] = await again('class', '--only', 'double')
    expect(code).toBe(2)
    expect(says.split('\n').slice(-2)).toEqual([
      'assay: --out assay-out: contains reports of 2 exercises, and this run would drop 1 of them; choose another folder, or pass --replace',
      '',
    ])
    expect(resultsIn(first.out).students[0]?.exercises).toHaveLength(2)
    mkdirSync(join(first.cwd, 'other/eve'), { recursive: true })
    writeFileSync(join(first.cwd, 'other/eve/submission.ts'), RIGHT_TS)
    expect(await again('other')).toEqual([
      2,
      expect.stringContaining('contains reports of 4 students, of whom 4 are not in this class (ada and 3 more); choose another folder'),
    ])
    mkdirSync(join(first.cwd, 'fewer/ada'), { recursive: true })
    writeFileSync(join(first.cwd, 'fewer/ada/submission.ts'), RIGHT_TS)
    expect(await again('fewer')).toEqual([2, expect.stringContaining('of whom 3 are not in this class (bob and 2 more)')])
    expect(resultsIn(first.out).students).toHaveLength(4)
    expect((await again('other', '--replace'))[0]).toBe(0)
  })

  it('takes no submission for reports of ours, whatever files it holds, and writes into none', async () => {
    const journal = '{"type":"run","schema":1}\n'
    const made = await grade({
      ...CLASS,
      'class/eve/journal.jsonl': journal,
      'class/eve/.assay-folder': 'reports of Assay 1 2 3\n',
      'class/eve/submission.ts': RIGHT_TS,
    })
    expect(scoresIn(made.out)).toContainEqual(['eve', 4])
    for (const [flag, says] of [
      ['class/eve', '--out eve: is a folder of the class with files that are not reports; choose another'],
      ['class/ada/results', '--out results: is inside ada, a folder of the class; choose another'],
    ]) {
      const refused = await grade({ ...CLASS, 'class/eve/journal.jsonl': '' }, ['--out', flag as string])
      expect([refused.code, refused.stderr]).toEqual([2, `assay: ${says}\n`])
    }
  })
})
