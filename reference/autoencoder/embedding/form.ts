import type { Asker } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { formOfNetwork } from '../../../checks/model/form-of.ts'
import type { OtherForm } from '../../../checks/model/other-form.ts'
import { MEAN_IMAGE_ERROR } from '../../../checks/model/pca-error.ts'
import type { CheckContext } from '../../../grading/model/check.ts'
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
