import { createRandom } from '#grading/math/random'
import type { Exercise } from '#grading/model/exercise'
import type { Picture } from '#grading/model/picture'

const SIDE = 240

/** A picture for each plot that an exercise asks for, in colours at random. */
export function anyPlots({ id, plots }: Exercise): ReadonlyMap<string, Picture> {
  const random = createRandom(1, `plots of ${id}`)
  return new Map(
    (plots ?? []).map((plot): [string, Picture] => {
      const data = Uint8Array.from({ length: 3 * SIDE ** 2 }, () => random.integer(0, 255))
      const name = `plots/${plot}.png`
      const size = { width: SIDE, height: SIDE }
      return [name, { name, plot, ...size, pixels: { ...size, data }, shown: { name, plot, ...size, png: '' } }]
    }),
  )
}
