import { expect, it } from 'vitest'
import { type Gradebook, type GradebookEntry, type GradebookRow, totalOfRow } from './gradebook.ts'

const entry: GradebookEntry = {
  exercise: 'losses/huber',
  sheet: '7a',
  title: 'Huber loss',
  computed: 300,
  adjustments: [],
  points: 300,
  max: 400,
  pending: 0,
  bonus: false,
  attempted: true,
}

it('a total is the sum of the exercises and of what changes the total', () => {
  const late = { kind: 'late', points: -60, who: 'course.yaml', when: '2026-12-01T10:00:00.000Z', why: 'One day late.' } as const
  const row: GradebookRow = {
    student: 'u77',
    attempts: [],
    exercises: [entry, { ...entry, points: 50 }],
    adjustments: [late],
    points: 290,
    max: 800,
    pending: 0,
  }
  const book: Gradebook = { rows: [row], remarks: [] }
  expect(book.rows.map(totalOfRow)).toEqual([290])
})
