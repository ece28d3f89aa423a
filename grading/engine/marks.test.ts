import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CheckResult, ExerciseResult, StudentResult } from '../model/result.ts'
import { personLines, startJournal } from './journal.ts'
import { type Mark, manualPoints, readHash, staleMarks, withMarks } from './marks.ts'
import { computedResults, foldJournal, readJournal } from './read-journal.ts'
import { pendingOf, statusOf, totalOf } from './score.ts'

function check(id: string, max: number, part: Partial<CheckResult> = {}): CheckResult {
  return { id, title: id, visibility: 'visible', verdict: 'pending-manual', fraction: 0, score: 0, max, findings: [], ms: 0, ...part }
}

function exercise(id: string, checks: readonly CheckResult[]): ExerciseResult {
  return { id, sheet: id, title: id, status: statusOf(checks), ...totalOf(checks), checks }
}

function student(exercises: readonly ExerciseResult[], hash = 'h'): StudentResult {
  const checks = exercises.flatMap((one) => one.checks)
  const output = { stdout: '', stderr: '' }
  return { id: 'ada', kind: 'none', hash, ...totalOf(exercises), pending: pendingOf(checks), exercises, remarks: [], output }
}

const mark = (points: number, part: Partial<Mark> = {}): Mark => ({
  student: 'ada',
  exercise: 'essay',
  points,
  by: 'R. Lind',
  at: '2024-05-01T00:00:00.000Z',
  hash: 'h',
  ...part,
})
const computed = check('values', 200, { verdict: 'accepted', fraction: 1, score: 200 })
const ada = student([exercise('essay', [computed, check('a', 300), check('b', 100)]), exercise('other', [check('c', 100)])])

describe('a mark of a written answer', () => {
  const essay = (answer: string, pictures: readonly string[] = []): StudentResult => {
    const shown = pictures.map((png) => ({ name: 'plot', width: 1, height: 1, png }))
    const written = { ...exercise('essay', [check('a', 300)]), answer, ...(shown.length === 0 ? {} : { pictures: shown }) }
    return student([written], 'another version of the code')
  }
  const read = (one: StudentResult): Mark => mark(100, { hash: readHash(one.exercises[0] as ExerciseResult, one) })

  it('stays when anything else of the submission changes', () => {
    const given = read({ ...essay('Because.'), hash: 'before' })
    expect(withMarks(essay('Because.'), [given]).score).toBe(100)
    expect(withMarks(essay(' Because.\n'), [given]).score).toBe(100)
  })

  it('stays when blanks at the ends of lines change', () => {
    const given = read(essay('One.\nTwo.'))
    expect(withMarks(essay('One. \nTwo.\t'), [given]).score).toBe(100)
    expect(withMarks(essay('One.\n\nTwo.'), [given]).score).toBe(0)
  })

  it('stays when it was given while those blanks counted', () => {
    const hash = createHash('sha256')
      .update(JSON.stringify(['One. \nTwo.']))
      .digest('hex')
    expect(withMarks(essay('One. \nTwo.'), [mark(100, { hash })]).score).toBe(100)
    expect(withMarks(essay('One.\nThree.'), [mark(100, { hash })]).score).toBe(0)
  })

  it('falls with the answer, and with a picture', () => {
    const given = read(essay('Because.', ['AAAA']))
    expect(withMarks(essay('Because.', ['AAAA']), [given]).score).toBe(100)
    for (const other of [essay('Because of it.', ['AAAA']), essay('Because.', ['BBBB']), essay('Because.')])
      expect([withMarks(other, [given]).score, staleMarks([other], [given])]).toEqual([0, [given]])
  })
})

describe('a mark', () => {
  it('gives its points to the checks that wait, in proportion, and to no other', () => {
    const result = withMarks(ada, [mark(201)])
    expect(result.exercises[0]?.checks.map(({ score }) => score)).toEqual([200, 151, 50])
    expect(result).toMatchObject({ score: 401, max: 700, pending: 100 })
    expect(result.exercises[0]).toMatchObject({ status: 'partial', score: 401 })
  })

  it.each([
    [400, 'full', ['accepted', 'accepted', 'accepted']],
    [0, 'partial', ['accepted', 'wrong-answer', 'wrong-answer']],
  ] as const)('of %i hundredths makes the exercise %s', (points, status, verdicts) => {
    const [essay] = withMarks(ada, [mark(points)]).exercises
    expect([essay?.status, essay?.checks.map(({ verdict }) => verdict)]).toEqual([status, verdicts])
  })

  it('says who gave it and what was said, and no longer that it waits', () => {
    const waiting = student([
      exercise('essay', [check('a', 300, { findings: [{ code: 'awaits-person', severity: 'note', criteria: 2 }] })]),
    ])
    expect(withMarks(waiting, [mark(150, { comment: 'Which target?' })]).exercises[0]?.checks[0]?.findings).toEqual([
      { code: 'marked', severity: 'note', points: 150, of: 300, by: 'R. Lind', comment: 'Which target?' },
    ])
  })

  it('has no comment where none was made, and leaves what else was found', () => {
    const remark = { code: 'remark', severity: 'note', says: 'It is long.' } as const
    const waiting = student([exercise('essay', [check('a', 300, { findings: [remark] })])])
    expect(withMarks(waiting, [mark(150)]).exercises[0]?.checks).toStrictEqual([
      check('a', 300, {
        verdict: 'partial',
        fraction: 0.5,
        score: 150,
        findings: [{ code: 'marked', severity: 'note', points: 150, of: 300, by: 'R. Lind' }, remark],
      }),
    ])
  })

  it.each([
    [0, 0, 'wrong-answer'],
    [1, 0.01, 'partial'],
    [99, 0.99, 'partial'],
    [100, 1, 'accepted'],
  ] as const)('of %i of 100 hundredths is the share %d: %s', (points, fraction, verdict) => {
    const waiting = student([exercise('essay', [check('a', 100)])])
    expect(withMarks(waiting, [mark(points)]).exercises[0]?.checks).toMatchObject([{ score: points, fraction, verdict }])
  })

  it('of nothing settles an answer that is worth nothing', () => {
    const waiting = student([exercise('essay', [computed, check('a', 0)])])
    expect(withMarks(waiting, [mark(0)])).toMatchObject({
      score: 200,
      pending: 0,
      exercises: [{ status: 'full', checks: [{}, { score: 0, fraction: 1, verdict: 'accepted' }] }],
    })
  })

  it('replaces an earlier one', () => {
    expect(withMarks(ada, [mark(400), mark(100)]).score).toBe(300)
  })

  it.each([
    ['another student', { student: 'bob' }],
    ['another exercise', { exercise: 'nowhere' }],
    ['another version of the hand-in', { hash: 'older' }],
    ['more points than there are', { points: 401 }],
    ['points below 0', { points: -1 }],
  ])('of %s changes nothing, and is told', (_name, part) => {
    const other = mark(100, part)
    expect(withMarks(ada, [other])).toBe(ada)
    expect(staleMarks([ada], [other])).toEqual([other])
  })

  it('is told for each student and exercise it was given for, once', () => {
    const stale = [mark(1, { hash: 'older' }), mark(2, { student: 'bob' }), mark(3, { exercise: 'other', hash: 'older' })]
    expect(staleMarks([ada], [mark(4, { hash: 'older' }), ...stale])).toEqual(stale)
  })

  it('is not stale when it counts for one of many', () => {
    expect(staleMarks([{ ...ada, id: 'bob' }, ada], [mark(100)])).toEqual([])
  })

  it('is not stale when a later one counts in its place', () => {
    expect(staleMarks([ada], [mark(100, { hash: 'older' }), mark(100)])).toEqual([])
  })
})

it('the points that wait are those of the checks that wait', () => {
  expect(ada.exercises.map(manualPoints)).toEqual([400, 100])
})

const lastLineOf = (journal: string): string => journal.split('\n').at(-2) ?? ''

describe('a journal with marks', () => {
  async function written(...marks: readonly Mark[]): Promise<string> {
    const lines: string[] = []
    const append = async (text: string): Promise<void> => void lines.push(text)
    const begun = await startJournal(append, { assay: '0', seed: 1, exercises: [], startedAt: '' })
    await begun.student(ada)
    await begun.end()
    const journal = lines.join('')
    return (
      journal +
      personLines(
        lastLineOf(journal),
        marks.map((one) => ({ type: 'mark', ...one })),
      )
    )
  }

  it('tells the run with the last of them, and the results as they were computed', async () => {
    const contents = readJournal(await written(mark(400), mark(100)))
    expect(contents).toMatchObject({ ended: true, problems: [], marks: [{ points: 400 }, { points: 100 }] })
    expect(foldJournal(contents)?.students.map(({ score }) => score)).toEqual([300])
    expect(computedResults(contents)).toEqual([ada])
  })

  it('is the same text whether a mark is given while the run is written or added to it later', async () => {
    let text = ''
    const append = async (line: string): Promise<void> => {
      text += line
    }
    const begun = await startJournal(append, { assay: '0', seed: 1, exercises: [], startedAt: '' })
    await begun.student(ada)
    const before = text
    await begun.mark(mark(100))
    await begun.mark(mark(200, { comment: 'Read again.' }))
    expect(text).toBe(
      before +
        personLines(
          lastLineOf(before),
          [mark(100), mark(200, { comment: 'Read again.' })].map((one) => ({ type: 'mark', ...one })),
        ),
    )
    expect(readJournal(text)).toMatchObject({ problems: [], marks: [mark(100), mark(200, { comment: 'Read again.' })] })
  })

  it('shows a mark that was changed later, and uses neither it nor what follows', async () => {
    const text = (await written(mark(100), mark(200), mark(300))).replace('"points":200', '"points":400')
    const contents = readJournal(text)
    expect(contents.problems).toHaveLength(1)
    expect(contents.marks.map(({ points }) => points)).toEqual([100])
  })

  it('leaves out a mark that lacks a field, with its line', async () => {
    const broken = { ...mark(100), hash: undefined } as unknown as Mark
    expect(readJournal(await written(broken))).toMatchObject({
      marks: [],
      problems: [{ line: 4, says: 'the mark lacks a field; the line was skipped' }],
    })
  })
})
