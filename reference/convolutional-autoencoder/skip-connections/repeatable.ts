import type { Check, Outcome } from 'assay'
import { type Asker, accepted, error, modelQuality, once, wrong } from 'assay/checks'
import type { Tensor, TensorData } from 'assay/math'
import { PIXELS } from '../../quality/image-batch.ts'
import type { Part } from '../pictures.ts'
import {
  caeParts,
  decoded,
  difference,
  encoded,
  exchanged,
  exchangedSkips,
  FEW,
  type SkipCoded,
  skipDecoded,
  skipEncoded,
  skipParts,
  twice,
} from './measure.ts'

/** Share of its own size by which an answer may change: other sizes of a batch are summed in another order. */
const REPEATS = 1e-3

/** The same codes as an object of their own, so that they are asked anew. */
function again(codes: Tensor): Tensor {
  return once(codes, 'again', () => ({ ...codes }))
}

function compare(
  label: string,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  batch: ArrayLike<number> | undefined,
): Outcome | undefined {
  const repeated = difference(first, second)
  if (!(repeated.apart <= REPEATS * repeated.size)) {
    const says = `a new answer at every call: two calls with the same input differ by ${share(repeated)} of its size. Something random is still active: dropout, noise or a sampled code`
    return wrong([error({ code: 'known-mistake', label, mistake: 'random-at-test-time', says })])
  }
  if (batch === undefined) return undefined
  const together = difference(first, batch)
  if (together.apart <= REPEATS * together.size) return undefined
  const says = `an answer that depends on the other images of its call: 20 images alone and among others differ by ${share(together)} of its size, as they do when a batch normalisation still trains`
  return wrong([error({ code: 'known-mistake', label, mistake: 'batch-dependent', says })])
}

function share({ apart, size }: { readonly apart: number; readonly size: number }): string {
  return `${Number(((100 * apart) / size).toPrecision(2))} %`
}

/** Codes of a few images asked twice and among others, and what is wrong with them. */
async function codesOf<Coded extends { readonly tensor: Tensor }>(
  entry: string,
  encode: (part: Part) => Promise<Coded>,
  [first, second]: readonly [Part, Part],
  whole: Part,
): Promise<{ readonly one: Coded; readonly all: Coded; readonly fault: Outcome | undefined }> {
  const one = await encode(first)
  const all = await encode(whole)
  const repeated = (await encode(second)).tensor.data
  const together = all.tensor.data.subarray(0, one.tensor.data.length)
  return { one, all, fault: compare(`the code of ${entry}`, one.tensor.data, repeated, together) }
}

export const caeRepeatable: Check = modelQuality({
  id: 'cae-repeatable',
  title: 'Without skips: the same images give the same code and reconstruction in any batch',
  points: 0.25,
  visibility: 'hidden',
  entries: ['cae_encode', 'cae_decode'],
  hint: 'What do dropout and batch normalisation do after training, and how does your network know?',
  judge: async (ask: Asker, context) => {
    const { one, fault } = await codesOf('cae_encode', (part) => encoded(ask, part), twice(context), caeParts(context)[0] as Part)
    if (fault !== undefined) return fault
    const pictures = await decoded(ask, one.tensor, FEW)
    return compare('the image of cae_decode', pictures, await decoded(ask, again(one.tensor), FEW), undefined) ?? accepted()
  },
})

export const skipRepeatable: Check = modelQuality({
  id: 'skip-repeatable',
  title: 'With skips: the same images give the same code and reconstruction in any batch',
  points: 0.25,
  visibility: 'hidden',
  entries: ['cae_skip_encode', 'cae_skip_decode'],
  hint: 'What do dropout and batch normalisation do after training, and how does your network know?',
  judge: async (ask: Asker, context) => {
    const encode = (part: Part) => skipEncoded(ask, part)
    const { one, all, fault } = await codesOf('cae_skip_encode', encode, twice(context), skipParts(context)[0] as Part)
    if (fault !== undefined) return fault
    const pictures = await skipDecoded(ask, one.tensor, one.skips, FEW)
    const repeated = await skipDecoded(ask, again(one.tensor), one.skips, FEW)
    const together = (await skipDecoded(ask, all.tensor, all.skips, all.part.count)).subarray(0, FEW * PIXELS)
    return compare('the image of cae_skip_decode', pictures, repeated, together) ?? (await fromMemory(ask, one, pictures)) ?? accepted()
  },
})

/**
 * Whether pictures are kept by the code or by the skips alone. Codes, or skips, of other images that change nothing at all are no fault as
 * such: where they do not, the same is asked of a new process.
 *
 * @param own - the pictures of this code with these skips.
 */
async function fromMemory(ask: Asker, one: SkipCoded, own: TensorData): Promise<Outcome | undefined> {
  const { tensor } = one
  const others = exchangedSkips(one)
  const known = [await skipDecoded(ask, exchanged(tensor), one.skips, FEW), await skipDecoded(ask, tensor, others, FEW)] as const
  if (known.every((pictures) => difference(pictures, own).apart > 0)) return undefined
  await ask.afresh?.('caeSkipDecode')
  // The other code first: in the calls before it came second.
  const anew = [await skipDecoded(ask, again(exchanged(tensor)), one.skips, FEW), await skipDecoded(ask, again(tensor), others, FEW)]
  const apart = anew.map((pictures, i) => difference(pictures, known[i] as TensorData)).find(({ apart, size }) => apart > REPEATS * size)
  if (apart === undefined) return undefined
  const label = 'the image of cae_skip_decode'
  const says = `an answer to an earlier call: the same code and skips give another image in a new process, by ${share(apart)} of its size. An image is kept by its code alone, or by its skips alone`
  return wrong([error({ code: 'known-mistake', label, mistake: 'answers-from-memory', says }, KEPT)])
}

const KEPT = 'Which of your two arguments decides whether an image is computed again?'
