import type { Finding } from 'assay'
import { describe, expect, it } from 'vitest'
import { codes } from '../../../checks/testing/answering.ts'
import { reversedRows, transposedImages } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { writtenOtherwise } from '../../quality/written-otherwise.ts'
import { slipOfConstant, slipOfOrder } from './slips.ts'

const { images } = test2k()

const slipOf = (output: Float32Array): Finding | undefined => writtenOtherwise('the output', output, images)?.finding ?? slipOfOrder(output)

function named(finding: Finding | undefined): string[] {
  return codes({ verdict: 'wrong-answer', fraction: 0, findings: finding === undefined ? [] : [finding] })
}

describe('reconstructions that are far from their images', () => {
  it.each([
    ['pixels-0-255', images.map((pixel) => 255 * pixel)],
    ['pixels-standardised', images.map((pixel) => (pixel - 0.1307) / 0.3081)],
    ['pixels-inverted', images.map((pixel) => 1 - pixel)],
    ['before-sigmoid', images.map((pixel) => 12 * pixel - 6)],
    ['images-transposed', transposedImages(images)],
    ['other-order', reversedRows(images)],
  ])('are named: %s', (mistake, output) => {
    expect(named(slipOf(output))).toEqual([`known-mistake ${mistake}`])
  })

  it('are not named when nothing explains them', () => {
    expect(named(slipOf(images.map((_, i) => (i % 7) / 7)))).toEqual([])
  })

  it('are constant only when the images do not differ', () => {
    expect(named(slipOfConstant(images.map((_, i) => ((i % 784) % 5) / 5)))).toEqual(['known-mistake constant'])
    expect(named(slipOfConstant(images))).toEqual([])
  })
})
