import { type Asker, once } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { imageBatch, PIXELS } from '../../../checks/model/image-batch.ts'
import { type Codes, readCodes, readImages } from '../../../checks/model/read-answer.ts'
import { meanSquaredError } from '../../../checks/model/squared-error.ts'
import { unusable } from '../../../checks/model/unusable.ts'
import type { CheckContext } from '../../../grading/model/check.ts'
import type { TensorData } from '../../../grading/model/tensor.ts'
import type { Args, Value } from '../../../grading/model/value.ts'

export const IMAGES = 2000

export interface RoundTrip {
  readonly codes: Codes
  readonly images: TensorData
  /** Mean squared error per pixel to the images that went in. */
  readonly error: number
}

/** The codes of the 2000 test images. */
export async function codesOf2k(ask: Asker, context: CheckContext): Promise<Codes> {
  const args = context.memo<Args>('test2k', () => [imageBatch(test2k().images)])
  return codesIn(await ask('aeEncode', args), IMAGES)
}

/** decode(encode(x)) of the 2000 test images. */
export async function roundTripOf2k(ask: Asker, context: CheckContext): Promise<RoundTrip> {
  const codes = await codesOf2k(ask, context)
  const images = await decoded(ask, codes)
  return { codes, images, error: once(images, 'error', () => meanSquaredError(images, test2k().images)) }
}

/** decode(encode(x)) of any images; `name` is theirs for the whole class. */
export async function roundTrip(ask: Asker, context: CheckContext, name: string, make: () => Float32Array): Promise<TensorData> {
  const args = context.memo<Args>(`images:${name}`, () => [imageBatch(make())])
  const count = (args[0] as { readonly shape: readonly number[] }).shape[0] as number
  return decoded(ask, codesIn(await ask('aeEncode', args), count))
}

/** @param change - another value of the same form, named by `name`. */
export async function decoded(
  ask: Asker,
  codes: Codes,
  name = 'as they are',
  change = (tensor: Codes['tensor']): Value => tensor,
): Promise<TensorData> {
  const args = once(codes, `decode ${name}`, (): Args => [change(codes.tensor)])
  const answer = await ask('aeDecode', args)
  return readImages('ae_decode', answer, codes.tensor.shape[0] as number)
}

function codesIn(answer: Value, count: number): Codes {
  return once(answer, 'codes', () => {
    const codes = readCodes('ae_encode', answer, count)
    if (codes.width < PIXELS) return codes
    throw unusable(
      {
        code: 'known-mistake',
        label: 'ae_encode',
        mistake: 'no-bottleneck',
        says: `a code of ${codes.width} numbers for an image of ${PIXELS}: with so many the image can be copied, and nothing has to be learned`,
      },
      'How many numbers does your code have for one image?',
    )
  })
}
