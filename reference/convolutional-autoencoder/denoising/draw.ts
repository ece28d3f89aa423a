import { toPlain } from 'assay'
import { type Draw, imageGrid, rounded, SHOWN_IMAGES, usable } from 'assay/checks'
import { imageBatch, PIXELS, SIZE } from '../../quality/image-batch.ts'
import { readPictures } from '../pictures.ts'
import { NO_ARGS, readLossRows, rowsOf } from './loss-rows.ts'
import { type Denoiser, deviationOf, measured, type NoisyPart, noisyParts } from './noisy.ts'

/** Epochs shown of a loss table. */
const MOST_EPOCHS = 200

/** Clean images, the noisy ones that went in, and what the denoiser and the reference made of them. */
export function drawDenoised(entry: Denoiser): Draw {
  return async (ask, context, reference) => {
    const [part] = noisyParts(context) as readonly [NoisyPart]
    const { pictures } = await measured(ask, context, entry)
    const input = part.noisy.subarray(0, SHOWN_IMAGES * PIXELS)
    const theirs = await context.memo(`reference ${entry} ${deviationOf(context.declared)}`, () =>
      usable(async () => readPictures('the reference', await reference(entry, [imageBatch(input)]), SHOWN_IMAGES)),
    )
    const which = entry === 'cae_denoise' ? 'without skips' : 'with skips'
    return [
      imageGrid(
        `Clean images, with noise, and denoised ${which} by your network${theirs === undefined ? '' : ' and by the reference'}`,
        SIZE,
        [['clean', part.clean], ['noisy', input], ['yours', pictures], ...(theirs === undefined ? [] : [['reference', theirs] as const])],
      ),
    ]
  }
}

/** The reported losses against their epochs. */
export const drawLosses: Draw = async (ask) => {
  const table = readLossRows(toPlain(await ask('loss_history', NO_ARGS)))
  if (typeof table === 'string') return []
  const series = (['cae_denoise', 'cae_skip_denoise'] as const).flatMap((model) => {
    const rows = rowsOf(table, model).slice(0, MOST_EPOCHS)
    const name = model === 'cae_denoise' ? 'cae' : 'cae_skip'
    const of = (what: 'train' | 'test') => ({
      label: `${name}, ${what}`,
      points: rows.map((row): [number, number] => [row.epoch, rounded(row[what])]),
    })
    return [of('train'), of('test')]
  })
  return [{ kind: 'curves', title: 'Losses as reported by loss_history', unit: 'loss', series }]
}
