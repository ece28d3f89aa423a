import { expect, it } from 'vitest'
import { exercise } from '../engine/testing/parts.ts'
import type { CatalogueEntry } from '../sheet/catalogue.ts'
import { limited } from './limited.ts'

const [ONE, TWO] = ['unit/one', 'unit/two'].map((id) => ({ ...exercise([]), id, limits: { callMs: 5000, memoryMiB: 256 } }))
if (ONE === undefined || TWO === undefined) throw new Error('there are no exercises')
const entry = (one: typeof ONE): CatalogueEntry => ({ exercise: one, folder: one.id, loadSolution: async () => ({}), statement: () => '' })

it('a course changes what it names, in the selection and in the sheet alike', () => {
  const { selected, sheet } = limited({ selected: [entry(TWO)], sheet: [ONE, TWO] }, { 'unit/two': { callMs: 9000 } })
  expect(sheet.map(({ limits }) => limits)).toEqual([
    { callMs: 5000, memoryMiB: 256 },
    { callMs: 9000, memoryMiB: 256 },
  ])
  expect(selected.map((one) => one.exercise)).toEqual([sheet[1]])
  expect(sheet[0]).toBe(ONE)
})
