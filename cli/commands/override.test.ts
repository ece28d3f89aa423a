import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade, scoresIn } from '#tools/testing/grade-small'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { run } from '../run.ts'

async function graded(more: Readonly<Record<string, string>> = {}) {
  const { cwd, out } = await grade({ ...CLASS, ...more }, ['--seed', '7'])
  const assay = async (...words: readonly string[]) => {
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
    return { code: await run(words, io), stdout: io.stdout(), stderr: io.stderr() }
  }
  const override = (...words: readonly string[]) => assay('override', 'assay-out', ...words)
  return { cwd, out, assay, override }
}
const why = ['--by', 'R. Lind', '--reason', 'Oral exam.']
const results = (out: string) => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))

describe('assay override', () => {
  it('sets the points of an exercise in all reports, with who and why', async () => {
    const { out, override } = await graded()
    const { code, stdout } = await override('--student', 'bob', '--exercise', '1b', '--points', '1.5', ...why)
    expect([code, stdout]).toEqual([0, 'bob, numbers/half: 1.5 points, by R. Lind; now 3.5 of 4\n'])
    expect(results(out).students[1]).toMatchObject({
      ...{ id: 'bob', score: 3.5, max: 4 },
      exercises: [{}, { score: 1.5, adjustments: [{ kind: 'override', points: 1.5, who: 'R. Lind', why: 'Oral exam.' }] }],
    })
    expect(results(out).students[1]).not.toHaveProperty('attempts')
    const [page] = readdirSync(join(out, 'students')).filter((name) => name.startsWith('bob'))
    expect(readFileSync(join(out, 'students', page as string), 'utf8')).toMatch(/Oral exam\./)
    expect(readFileSync(join(out, 'gradebook.csv'), 'utf8')).toContain('"bob","3.50","4.00","0.00","2.00","1.50","graded"')
  })

  it('is kept when the class is graded again, as marks are', async () => {
    const { out, assay, override } = await graded()
    await override('--student', 'bob', '--exercise', 'half', '--points', '1', ...why)
    expect((await assay('grade', 'class', '--sandbox', 'process', '--seed', '8')).code).toBe(0)
    expect(scoresIn(out)).toContainEqual(['bob', 3])
    expect(readJournal(readFileSync(join(out, 'journal.jsonl'), 'utf8'))).toMatchObject({
      problems: [],
      overrides: [{ student: 'bob', exercise: 'numbers/half', points: 100, of: 200, by: 'R. Lind', reason: 'Oral exam.' }],
    })
  })

  it('is taken back', async () => {
    const { out, override } = await graded()
    await override('--student', 'bob', '--exercise', 'half', '--points', '1', ...why)
    const { stdout } = await override('--student', 'bob', '--exercise', 'half', '--withdraw', ...why)
    expect(stdout).toBe('bob, numbers/half: as computed again, by R. Lind; now 2 of 4\n')
    expect(scoresIn(out)).toContainEqual(['bob', 2])
    const again = await override('--student', 'bob', '--exercise', 'half', '--withdraw', ...why)
    expect([again.code, again.stderr]).toEqual([2, 'assay: --withdraw: nothing was set for bob, numbers/half\n'])
  })

  it('adds to the total', async () => {
    const { out, override } = await graded()
    await override('--student', 'bob', '--bonus', '0,5', ...why)
    expect(results(out).students[1]).toMatchObject({ score: 2.5, adjustments: [{ kind: 'bonus', points: 0.5, who: 'R. Lind' }] })
  })

  it('knows a student of a course by name and e-mail', async () => {
    const { out, override } = await graded({
      'course.yaml': 'title: DL\nroster: r.csv\n',
      'r.csv': 'id,name,email\nada,Ada Lind,\nbob,Bo Roe,bo@example.org\ncyd,Cy Mott,\n',
    })
    expect((await override('--student', 'Roe, Bo', '--exercise', 'half', '--points', '1', ...why)).stdout).toMatch(/^bob, /)
    expect((await override('--student', 'BO@example.org', '--exercise', 'half', '--points', '2', ...why)).stdout).toMatch(/now 4 of 4/)
    expect(results(out).students.find(({ id }: { id: string }) => id === 'bob')).toMatchObject({
      score: 4,
      exercises: [{}, { status: 'full' }],
    })
  })

  it.each([
    [['--student', 'bob', '--exercise', 'half', '--points', '1', '--reason', 'x'], '--by is missing: give the name of the instructor'],
    [['--student', 'bob', '--exercise', 'half', '--points', '1', '--by', 'R. Lind'], '--reason is missing: the student reads it'],
    [['--student', 'bbo', '--exercise', 'half', '--points', '1', ...why], '--student bbo: no such student in assay-out; did you mean bob?'],
    [
      ['--student', 'bob', '--exercise', 'haf', '--points', '1', ...why],
      '--exercise haf: no such exercise in assay-out; did you mean numbers/half?',
    ],
    [['--student', 'bob', '--exercise', 'half', '--points', '2.5', ...why], '--points 2.5: expected a number from 0 to 2 in steps of 0.01'],
    [
      ['--student', 'bob', '--points', '2', ...why],
      '--points sets the points of an exercise: give --exercise, or --bonus to add to the total',
    ],
    [
      ['--student', 'bob', '--exercise', 'half', '--bonus', '2', ...why],
      '--bonus adds to the total: it cannot be combined with --exercise',
    ],
    [['--student', 'bob', '--exercise', 'half', '--withdraw', ...why], '--withdraw: nothing was set for bob, numbers/half'],
    [['--student', 'bob', '--withdraw', ...why], '--withdraw: no bonus was given to bob'],
  ])('refuses %j and records nothing', async (words, says) => {
    const { out, override } = await graded()
    const before = readFileSync(join(out, 'journal.jsonl'), 'utf8')
    const { code, stderr } = await override(...words)
    expect([code, stderr]).toEqual([2, `assay: ${says}\n`])
    expect(readFileSync(join(out, 'journal.jsonl'), 'utf8')).toBe(before)
  })
})
