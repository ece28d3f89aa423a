import { type Args, type CheckContext, fieldOf, isRecord, type Value } from 'assay'
import { type Asker, meanSquaredError, measured, noting, once, unusable } from 'assay/checks'
import type { Tensor, TensorData } from 'assay/math'
import { imageBatch } from '../../quality/image-batch.ts'
import { type Codes, readCodes } from '../../quality/read-answer.ts'
import { type Part, partsOf, readPictures } from '../pictures.ts'
import { rotated, rotatedSkips } from '../rows.ts'

/** All 2000, in calls that leave a model of any size room. */
export const caeParts = (context: CheckContext): readonly Part[] => partsOf(context, 0, 2000, 500)
/** A skip may hold thousands of numbers per image, which cross over twice. */
export const skipParts = (context: CheckContext): readonly Part[] => partsOf(context, 0, 250, 50)

const IN_A_NEW_PROCESS = measured(
  'Codes are decoded in a new process, in which no encoder has been called: what a decoder needs has to come from its own files and from what it is given.',
)

/** Images that are asked twice. */
export const FEW = 20

/** The first of them in two calls of their own. */
export function twice(context: CheckContext): readonly [Part, Part] {
  const [first] = partsOf(context, 0, FEW, FEW) as readonly [Part]
  return context.memo('twice', () => [first, { ...first, args: [imageBatch(first.images)] }])
}

export interface Coded extends Codes {
  readonly part: Part
}

export async function encoded(ask: Asker, part: Part): Promise<Coded> {
  const codes = readCodes('the code of cae_encode', await ask('cae_encode', part.args), part.count)
  return { ...codes, part }
}

/** Pictures of these codes; the same codes are decoded once. */
export async function decoded(ask: Asker, codes: Tensor, count: number): Promise<TensorData> {
  const args = once(codes, 'arguments', (): Args => [codes])
  return noting(IN_A_NEW_PROCESS, async () => readPictures('the images of cae_decode', await ask('cae_decode', args), count))
}

/** The codes of each image's neighbour. */
export function exchanged(codes: Tensor): Tensor {
  return once(codes, 'exchanged', () => rotated(codes))
}

export interface SkipCoded extends Coded {
  readonly skips: Value
}

/** @throws Unusable unless the answer is a record of a code and skips. */
export async function skipEncoded(ask: Asker, part: Part): Promise<SkipCoded> {
  const label = 'the answer of cae_skip_encode'
  const value = await ask('cae_skip_encode', part.args)
  if (!isRecord(value)) {
    throw unusable({ code: 'type-mismatch', label, actual: 'something else', expected: 'a record {code, skips}' })
  }
  const [code, skips] = [fieldOf(value, 'code'), fieldOf(value, 'skips')]
  for (const [field, held] of [
    ['code', code],
    ['skips', skips],
  ] as const) {
    if (held === undefined) throw unusable({ code: 'missing-field', label, field, available: [...value.keys()].slice(0, 12) })
  }
  return { ...readCodes('the code of cae_skip_encode', code as Value, part.count), skips: skips as Value, part }
}

/** Pictures of this code with these skips. Equal pairs are asked once. */
export async function skipDecoded(ask: Asker, code: Tensor, skips: Value, count: number): Promise<TensorData> {
  const args: Args = [code, skips]
  const pairs = once(code, 'pairs', () => new Map<Value, Args>())
  const known = pairs.get(skips) ?? args
  pairs.set(skips, known)
  return noting(IN_A_NEW_PROCESS, async () => readPictures('the images of cae_skip_decode', await ask('cae_skip_decode', known), count))
}

/** The skips of each image's neighbour. */
export function exchangedSkips({ skips, part }: SkipCoded): Value {
  return rotatedSkips(skips, part.count)
}

/** Mean over parts of equal size, asked for in the order in which they are given. */
export async function meanError<T extends { readonly part: Part }>(
  coded: readonly T[],
  pictures: (one: T) => Promise<ArrayLike<number>>,
): Promise<number> {
  let total = 0
  for (const one of coded) total += meanSquaredError(await pictures(one), one.part.images)
  return total / coded.length
}

/** Root of the mean square of a difference, and of the first of the two. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): { readonly apart: number; readonly size: number } {
  const zeros = new Float64Array(a.length)
  return { apart: Math.sqrt(meanSquaredError(a, b)), size: Math.sqrt(meanSquaredError(a, zeros)) }
}
