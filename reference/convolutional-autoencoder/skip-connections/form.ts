import type { CheckContext } from 'assay'
import type { Asker, OtherForm } from 'assay/checks'
import { formOfNetwork, type PictureNetwork } from '../../quality/form-of.ts'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { MEAN_IMAGE_ERROR } from '../../quality/pca-error.ts'
import type { Part } from '../pictures.ts'
import { HALF } from './credit.ts'
import { caeParts, decoded, encoded, skipDecoded, skipEncoded, skipParts } from './measure.ts'
import { encodeFirst, skipEncodeFirst } from './varied.ts'

const CAE: PictureNetwork = {
  label: 'the reconstruction of the autoencoder without skips',
  does: 'reconstructs',
  into: 'cae_encode',
  out: 'cae_decode',
  poor: MEAN_IMAGE_ERROR,
}
const SKIP: PictureNetwork = {
  label: 'the reconstruction of the autoencoder with skips',
  does: 'reconstructs',
  into: 'cae_skip_encode',
  out: 'cae_skip_decode',
  poor: HALF,
}

/** The other form of images in which the network without skips would be right. @throws Unusable */
export async function formOfCae(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  await encodeFirst(ask, context)
  const [part] = caeParts(context) as readonly [Part]
  const trip = async (of: Part): Promise<ArrayLike<number>> => decoded(ask, (await encoded(ask, of)).tensor, of.count)
  return formOfTrip(ask, context, CAE, part, trip)
}

/** The same of the network with skips. @throws Unusable */
export async function formOfSkip(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  await skipEncodeFirst(ask, context)
  const [part] = skipParts(context) as readonly [Part]
  const trip = async (of: Part): Promise<ArrayLike<number>> => {
    const { tensor, skips } = await skipEncoded(ask, of)
    return skipDecoded(ask, tensor, skips, of.count)
  }
  return formOfTrip(ask, context, SKIP, part, trip)
}

async function formOfTrip(
  ask: Asker,
  context: CheckContext,
  network: PictureNetwork,
  part: Part,
  trip: (of: Part) => Promise<ArrayLike<number>>,
): Promise<OtherForm | undefined> {
  const again = (name: string, make: () => Float32Array): Promise<ArrayLike<number>> => {
    const of = context.memo(`${network.into}, ${name}`, (): Part => {
      const images = make()
      return { images, count: images.length / PIXELS, args: [imageBatch(images)] }
    })
    return trip(of)
  }
  return formOfNetwork(ask, network, { given: part.images, target: part.images, pictures: await trip(part), again })
}
