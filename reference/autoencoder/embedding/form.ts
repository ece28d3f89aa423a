import { type Asker, once } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { PIXELS } from '../../../checks/model/image-batch.ts'
import { askTurned, madeFor } from '../../../checks/model/made-for.ts'
import type { OtherForm } from '../../../checks/model/other-form.ts'
import { MEAN_IMAGE_ERROR } from '../../../checks/model/pca-error.ts'
import type { CheckContext } from '../../../grading/model/check.ts'
import { knownTrip } from './known-trip.ts'
import { roundTrip } from './round-trip.ts'
import { formOfReconstruction, ofNetworkFor } from './slips.ts'

/** A few: each form is tried on them, by networks that may be slow. */
const TRIED = 200

/** The other form of images in which encoder and decoder would be right: that of what comes out, or of what should go in. */
export async function formOf(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  const { images, error } = await knownTrip(ask, context)
  return once(images, 'form', async () => {
    const written = formOfReconstruction(images)
    if (written !== undefined) return { finding: written.finding, ask: askTurned(ask, { out: 'aeDecode' }, { id: 'written', ...written }) }
    if (error < MEAN_IMAGE_ERROR) return undefined
    const few = test2k().images.subarray(0, TRIED * PIXELS)
    const made = await madeFor(few, few, (name, make) => roundTrip(ask, context, name, make))
    return made === undefined
      ? undefined
      : { finding: ofNetworkFor(made), ask: askTurned(ask, { into: 'aeEncode', out: 'aeDecode' }, made) }
  })
}
