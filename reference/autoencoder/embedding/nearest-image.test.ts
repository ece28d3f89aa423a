import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import { remembering } from '../../../grading/engine/wrap-session.ts'
import { inProcess } from '../../../submissions/index.ts'
import { BITS, GRID, imageTable } from '../../testing/image-table.ts'
import exercise from './exercise.ts'

const WHEN_BUSY = 240_000

describe('the number of the nearest published image is no code', () => {
  it.each([
    ['on a grid in the plane', GRID, 'reconstruction'],
    ['in eleven bits', BITS, 'reconstruction'],
  ])('%s: %#', { timeout: WHEN_BUSY }, async (_where, layout, id) => {
    const check = exercise.checks.find((one) => one.id === id)
    if (check === undefined) throw new Error(`there is no check ${id}`)
    const { encode, decode } = imageTable(layout)
    const outcome = await judge(check, remembering(inProcess({ tensors: true, aeEncode: encode, aeDecode: decode })))
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(outcome.findings[0]).toMatchObject({ mistake: 'nearest-image-only' })
  })
})
