import type { CheckContext } from 'assay'
import type { Asker } from 'assay/checks'
import { createRandom, symmetricEigenvalues } from 'assay/math'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { readPictures } from '../pictures.ts'
import { type NoisyPart, noisyParts } from './noisy.ts'

/** From so many numbers on a code is judged as any other. */
const LARGE = 16
const IMAGES = 3
/** Twice as many directions as the largest code that is judged by itself. */
const DIRECTIONS = 32
/** Small beside the noise, far above the digits of single precision. */
const STEP = 0.01
/** Share of the movement of a picture that a code of the declared size may leave unexplained, for its curvature. */
const UNEXPLAINED = 0.1
/** Share of the movement of the image below which its picture stands still; the plane of two components passes 0.0026 on. */
const STILL = 1e-5

export type Code = { readonly size: number | undefined; readonly contradicted?: { readonly mistake: string; readonly says: string } }

/**
 * The declared size of the code, held against the pictures: around an image they move in no more directions than the code has numbers, and
 * they do move, which a choice among fixed pictures does not.
 *
 * @throws Unusable
 */
export async function declaredCode(ask: Asker, context: CheckContext): Promise<Code> {
  const size = Number(context.declared.get('code'))
  if (!Number.isInteger(size) || size < 1 || size >= LARGE) return { size: undefined }
  const moved = context.memo('images moved a little', () => movedImages(noisyParts(context)[0] as NoisyPart, context.seed))
  const pictures = readPictures('the images of cae_denoise', await ask('cae_denoise', [moved.batch]), moved.count)
  const movements = Array.from({ length: IMAGES }, (_, i) => movementsOf(pictures, i * (DIRECTIONS + 1)))
  const allowed = STEP ** 2 * PIXELS * DIRECTIONS * STILL
  const still = movements.filter((one) => total(one) < allowed).length
  if (still > IMAGES / 2) {
    const says = `one of a few fixed images, which is not a code of ${size} numbers; \`code: ${size}\` is declared and earns nothing here`
    return { size: undefined, contradicted: { mistake: 'declared-code', says } }
  }
  const unexplained = movements.map((one) => shareBeyond(one, size)).sort((a, b) => a - b)[Math.floor(IMAGES / 2)] as number
  if (unexplained <= UNEXPLAINED) return { size }
  const says = `an output that varies in more directions than a code of ${size} has numbers; \`code: ${size}\` is declared and earns nothing here`
  return { size: undefined, contradicted: { mistake: 'declared-code', says } }
}

/** Each image, and then the same moved in random directions. */
function movedImages({ noisy }: NoisyPart, seed: number) {
  const random = createRandom(seed, 'images moved a little')
  const count = IMAGES * (DIRECTIONS + 1)
  const images = Float32Array.from({ length: count * PIXELS }, (_, i) => {
    const block = Math.floor(i / PIXELS)
    const pixel = noisy[Math.floor(block / (DIRECTIONS + 1)) * PIXELS + (i % PIXELS)] as number
    return block % (DIRECTIONS + 1) === 0 ? pixel : pixel + STEP * random.normal()
  })
  return { count, batch: imageBatch(images) }
}

/** Inner products of the movements of one picture. */
function movementsOf(pictures: ArrayLike<number>, first: number): number[][] {
  const moved = Array.from({ length: DIRECTIONS }, (_, i) =>
    Float64Array.from({ length: PIXELS }, (_, j) => {
      return (pictures[(first + 1 + i) * PIXELS + j] as number) - (pictures[first * PIXELS + j] as number)
    }),
  )
  return moved.map((a) => moved.map((b) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0)))
}

function total(products: readonly (readonly number[])[]): number {
  return products.reduce((sum, row, i) => sum + (row[i] as number), 0)
}

function shareBeyond(products: readonly (readonly number[])[], size: number): number {
  const values = [...symmetricEigenvalues(products)].sort((a, b) => b - a)
  return values.slice(size).reduce((sum, value) => sum + Math.max(0, value), 0) / (total(products) || 1)
}
