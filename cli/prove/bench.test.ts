import { expect, it } from 'vitest'
import { accepted, wrong } from '../../checks/outcome.ts'
import type { Check } from '../../grading/model/check.ts'
import { loadCatalogue } from '../../reference/catalogue.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { createBench } from './bench.ts'

const answers: Check = {
  id: 'answers',
  title: 'It answers',
  points: 1,
  visibility: 'visible',
  entries: ['step'],
  run: async (session) => ((await session.call('step', [])).ok ? accepted() : wrong([])),
}

it('lets no hand-in run out of the memory for its answers, however many seeds there are', { timeout: 240_000 }, async () => {
  const path = temporaryFolder({ 'submission.js': 'exports.step = () => new Float64Array(2 ** 22)\n' })
  const [entry] = await loadCatalogue()
  if (entry === undefined) throw new Error('no exercise')
  const bench = await createBench({ ...entry, exercise: { ...entry.exercise, checks: [answers] } }, new AbortController().signal)
  const results = await bench.grade(
    path,
    Array.from({ length: 17 }, (_, i) => i + 1),
    40,
  )
  expect(results.map(({ checks }) => checks[0]?.verdict)).toEqual(new Array(17).fill('accepted'))
})
