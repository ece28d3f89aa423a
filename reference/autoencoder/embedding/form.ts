import type { CheckContext } from 'assay'
import type { Asker, OtherForm } from 'assay/checks'
import { formOfNetwork } from '../../quality/form-of.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { MEAN_IMAGE_ERROR } from '../../quality/pca-error.ts'
import { knownTrip } from './known-trip.ts'
import { roundTrip } from './round-trip.ts'

const NETWORK = { label: 'decode(encode(x))', does: 'reconstructs', into: 'aeEncode', out: 'aeDecode', poor: MEAN_IMAGE_ERROR }

/** The other form of images in which encoder and decoder would be right. */
export async function formOf(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  const { images: pictures } = await knownTrip(ask, context)
  const { images } = test2k()
  return formOfNetwork(ask, NETWORK, {
    given: images,
    target: images,
    pictures,
    again: (name, make) => roundTrip(ask, context, name, make),
  })
}
