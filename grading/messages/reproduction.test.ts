import { expect, it } from 'vitest'
import { caseLines, checkAgain, reproduction } from './reproduction.ts'

it('is a command that a shell reads as it is meant', () => {
  const of = { student: "O'Neil, Ada", exerciseId: 'unit/one', checkId: 'values' }
  expect(reproduction('results', { ...of, student: 'ada' })).toBe('assay rerun results ada unit/one/values')
  expect(reproduction('week 3', { ...of, case: 2 })).toBe("assay rerun 'week 3' 'O'\\''Neil, Ada' unit/one/values --case 2")
})

it('asks one exercise again as a student can, and names no check', () => {
  expect(checkAgain({ dir: '.', exercise: '2b' })).toBe('assay check --only 2b')
  expect(checkAgain({ dir: 'my work', exercise: '2b', seed: 7, sheet: '../sheet' })).toBe(
    "assay check 'my work' --only 2b --seed 7 --sheet ../sheet",
  )
})

it('tells a case by its calls, with what is known of them', () => {
  expect(
    caseLines({
      case: 3,
      calls: [
        { entry: 'f', args: '1, 2', expected: '3', given: '4' },
        { entry: 'g', args: '' },
      ],
    }),
  ).toEqual(['case 3: f(1, 2)', '  expected 3', '  given    4', 'g()'])
  expect(caseLines({ calls: [{ entry: 'f', args: '1' }] })).toEqual(['last call: f(1)'])
})
