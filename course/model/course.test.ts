import { expect, it } from 'vitest'
import { type Course, NO_COURSE } from './course.ts'

it('a course is data that JSON holds', () => {
  const course: Course = { ...NO_COURSE, title: 'Deep learning', seed: { env: 'SEED' }, exercises: [{ exercise: '2b', points: 800 }] }
  expect(JSON.parse(JSON.stringify(course))).toEqual(course)
})

it('no course leaves points, visibility, dates and attempts as they are', () => {
  const { exercises, dropLowest, extraTime, attempts } = NO_COURSE
  expect({ exercises, dropLowest, extraTime, attempts }).toEqual({
    exercises: [],
    dropLowest: 0,
    extraTime: [],
    attempts: { count: 'latest' },
  })
  for (const key of ['due', 'late', 'visibility', 'count', 'seed', 'roster']) expect(NO_COURSE).not.toHaveProperty(key)
})
