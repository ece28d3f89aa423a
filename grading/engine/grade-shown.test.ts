import { describe, expect, it } from 'vitest'
import type { Outcome } from '../model/check.ts'
import { gradeSubmission } from './grade.ts'
import { accepted, check, exercise, grade, optionsWith, picture, session, submission, withPictures } from './testing/parts.ts'

describe('what gradeSubmission shows beside verdicts', () => {
  it('shows the pictures that an exercise asks for beside it, and the others beside the student', async () => {
    const subject = withPictures(picture('plots/curve.png', 'curve'), picture('plots/extra.png', 'extra'), picture('cell 3'))
    const one = { ...exercise([check('a', async () => accepted)]), plots: ['curve', 'missing'] }
    const plain = { ...exercise([check('a', async () => accepted)]), id: 'unit/two' }
    const result = await gradeSubmission(subject, [one, plain], optionsWith())
    expect(result.exercises[0]?.pictures?.map(({ name }) => name)).toEqual(['plots/curve.png'])
    expect(result.exercises[1]).not.toHaveProperty('pictures')
    expect(result.pictures?.map(({ name }) => name)).toEqual(['plots/extra.png', 'cell 3'])
    const only = await grade(one, withPictures(picture('plots/curve.png', 'curve')))
    expect(only).not.toHaveProperty('pictures')
    expect(await grade(one)).not.toHaveProperty('pictures')
  })

  it('shows an answer and, to whoever grades, its rubric', async () => {
    const rubric = [{ says: 'Names the bound.', points: 1 }]
    const one = exercise([check('essay', async () => accepted, { rubric }), check('b', async () => accepted)])
    const subject = { ...submission(session(() => 1)), answers: new Map([['unit/one', 'because']]) }
    expect((await grade(one, subject)).exercises[0]).toMatchObject({ answer: 'because', rubric })
    expect((await grade(one, subject, { visibility: 'visible' })).exercises[0]).not.toHaveProperty('rubric')
    const [bare] = (await grade(exercise([check('b', async () => accepted)]))).exercises
    expect(bare).not.toHaveProperty('rubric')
    expect(bare).not.toHaveProperty('answer')
  })

  it('keeps what a visible check drew, and nothing of a hidden one', async () => {
    const artifacts = [{ kind: 'confusion-matrix', title: 'Counts', counts: [[1]] }] as const
    const drawing = async (): Promise<Outcome> => ({ ...accepted, artifacts })
    const [result] = (
      await grade(exercise([check('a', drawing), check('b', drawing, { visibility: 'hidden' }), check('c', async () => accepted)]))
    ).exercises
    expect(result?.checks[0]?.artifacts).toEqual(artifacts)
    expect(result?.checks[1]).not.toHaveProperty('artifacts')
    expect(result?.checks[2]).not.toHaveProperty('artifacts')
  })
})
