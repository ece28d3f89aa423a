import { describe, expect, it } from 'vitest'
import { sheetFlaw } from './sheet-flaw.ts'

const said = (hiddenData: unknown): string | undefined => {
  const sheet = { id: 'stats', title: 'Statistics', exercises: { '1a': 'a/mean' }, hiddenData }
  return sheetFlaw(sheet, ['a/mean'], (folder) => folder === 'labels')
}
const numbers = (): readonly number[] => [7, 2, 1, 0]

describe('hidden data', () => {
  it.each([
    ['of none', []],
    ['that are read somewhere', [{ title: 'images', folder: 'labels' }]],
    ['whose numbers are looked for', [{ title: 'test labels', folder: 'labels', numbers, run: 24 }]],
  ])('are taken: %s', (_, data) => {
    expect(said(data)).toBeUndefined()
  })

  it.each([
    ['that are no list', {}, 'hiddenData must be a list (at hiddenData)'],
    ['without a title', [{ folder: 'labels' }], "title must say what it is, such as 'test labels' (at hiddenData[0].title)"],
    [
      'whose folder is not there',
      [
        { title: 'labels', folder: 'labels' },
        { title: 'images', folder: 'data' },
      ],
      'folder must be that of the modules that read it, relative to the sheet; "data" is not there (at hiddenData[1].folder)',
    ],
    [
      'of so many numbers in a row, and none given',
      [{ title: 'labels', folder: 'labels', run: 24 }],
      'numbers must be a function that gives them (at hiddenData[0].numbers)',
    ],
    [
      'of one number in a row',
      [{ title: 'labels', folder: 'labels', numbers, run: 1 }],
      'run must say how many numbers in a row are no accident: an integer above 1, not 1 (at hiddenData[0].run)',
    ],
  ])('are refused: %s', (_, data, says) => {
    expect(said(data)).toBe(says)
  })
})
