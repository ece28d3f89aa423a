import type { Args, CheckContext, Value } from 'assay'
import { type Asker, meanSquaredError, measured, noting, once, unusable } from 'assay/checks'
import type { Tensor, TensorData } from 'assay/math'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type Codes, readCodes, readImages } from '../../quality/read-answer.ts'

export interface RoundTrip {
  readonly codes: Codes
  readonly images: TensorData
  /** Mean squared error per pixel to the images that went in. */
  readonly error: number
}

/** The codes of any images. @param args - those of the call. */
export async function codesOf(ask: Asker, args: Args): Promise<Codes> {
  return codesIn(await ask('aeEncode', args), (args[0] as Tensor).shape[0] as number)
}

/** The codes of the 2000 test images. */
export async function codesOf2k(ask: Asker, context: CheckContext): Promise<Codes> {
  return codesOf(
    ask,
    context.memo<Args>('test2k', () => [imageBatch(test2k().images)]),
  )
}

/**
 * decode(encode(x)) of the 2000 test images. Everything that is to be decoded is encoded first; then a new process decodes, which was
 * never shown an image.
 *
 * @param others - arguments of the other calls of the encoder.
 */
export async function roundTripOf2k(ask: Asker, context: CheckContext, others: readonly Args[]): Promise<RoundTrip> {
  const codes = await codesOf2k(ask, context)
  for (const args of others) await codesOf(ask, args)
  await once(codes, 'afresh', async () => ask.afresh?.('aeDecode'))
  const images = await decoded(ask, codes)
  return { codes, images, error: once(images, 'error', () => meanSquaredError(images, test2k().images)) }
}

/** decode(encode(x)) of any images; `name` is theirs for the whole class. */
export async function roundTrip(ask: Asker, context: CheckContext, name: string, make: () => Float32Array): Promise<TensorData> {
  return decoded(
    ask,
    await codesOf(
      ask,
      context.memo<Args>(`images:${name}`, () => [imageBatch(make())]),
    ),
  )
}

const IN_A_NEW_PROCESS = measured(
  'Codes are decoded in a new process, in which aeEncode has not been called: what aeDecode needs has to come from its own files and from the codes.',
)

/** @param change - another value of the same form, named by `name`. */
export async function decoded(
  ask: Asker,
  codes: Codes,
  name = 'as they are',
  change = ({ tensor }: Codes): Value => tensor,
): Promise<TensorData> {
  const args = once(codes, `decode ${name}`, (): Args => [change(codes)])
  return noting(IN_A_NEW_PROCESS, async () => readImages('aeDecode', await ask('aeDecode', args), codes.tensor.shape[0] as number))
}

function codesIn(answer: Value, count: number): Codes {
  return once(answer, 'codes', () => {
    const codes = readCodes('aeEncode', answer, count)
    if (codes.width < PIXELS) return codes
    throw unusable(
      {
        code: 'known-mistake',
        label: 'aeEncode',
        mistake: 'no-bottleneck',
        says: `a code of ${codes.width} numbers for an image of ${PIXELS}: with so many the image can be copied, and nothing has to be learned`,
      },
      'How many components does your code have?',
    )
  })
}
