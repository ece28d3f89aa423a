import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import { remembering } from '../../../grading/engine/wrap-session.ts'
import { inProcess } from '../../../submissions/index.ts'
import { BITS, GRID, imageTable } from '../../testing/image-table.ts'
import exercise from './exercise.ts'

describe('the number of the nearest published image is no code of a convolutional autoencoder', () => {
  it.each([
    ['on a grid in the plane', GRID, 'cae-reconstruction'],
    ['in eleven bits', BITS, 'cae-code-used'],
  ])('%s: %#', { timeout: 240_000 }, async (_where, layout, id) => {
    const { encode, decode } = imageTable(layout)
    const table = remembering(inProcess({ tensors: true, caeEncode: encode, caeDecode: decode }))
    const check = exercise.checks.find((one) => one.id === id)
    if (check === undefined) throw new Error(`there is no check ${id}`)
    const outcome = await judge(check, table)
    expect(outcome).toMatchObject({ verdict: 'wrong-answer', fraction: 0 })
    expect(outcome.findings[0]).toMatchObject({ mistake: 'nearest-image-only' })
  })
})
