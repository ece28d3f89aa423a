import { expect, it } from 'vitest'
import { accepted } from '#checks/outcome'
import type { Check } from '#grading/model/check'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { createBench } from './bench.ts'

// What a child answers is kept until it is closed, and limited as for one grading: with one child for all seeds, twenty would be too many.
it('has a child answer for five seeds at most', async () => {
  const answered: unknown[] = []
  const counting: Check = {
    id: 'counting',
    title: 'How often this child was asked',
    points: 1,
    visibility: 'visible',
    entries: ['step'],
    run: async (session) => {
      const answer = await session.call('step', [])
      answered.push(answer.ok && answer.value)
      return accepted()
    },
  }
  const path = temporaryFolder({ 'submission.js': 'let asked = 0\nexports.step = () => ++asked\n' })
  const [entry] = await loadCatalogue()
  if (entry === undefined) throw new Error('no exercise')
  const bench = await createBench({ ...entry, exercise: { ...entry.exercise, checks: [counting] } }, new AbortController().signal)
  const seeds = Array.from({ length: 12 }, (_, i) => i + 1)
  const results = await bench.grade(path, seeds)
  expect(results).toHaveLength(12)
  expect(answered).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2])
})
