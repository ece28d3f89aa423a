import { expect, it } from 'vitest'
import { traceFileOf } from './trace-file.ts'

it('names the file of a submission so that it stays in its folder', () => {
  expect(['ada', '../eve', 'week 1/bob'].map(traceFileOf)).toEqual([
    'ada.frames.txt',
    '%2E%2E%2Feve.frames.txt',
    'week%201%2Fbob.frames.txt',
  ])
})
