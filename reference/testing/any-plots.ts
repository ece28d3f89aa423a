import { scatterPlot } from '../../checks/picture/testing/plots.ts'
import { createRandom } from '../../checks/random.ts'
import type { Exercise } from '../../grading/model/exercise.ts'
import type { Picture } from '../../grading/model/picture.ts'

/** A picture for each plot that an exercise asks for, of points at random: what it should show is measured, whatever it shows. */
export function anyPlots({ id, plots }: Exercise): ReadonlyMap<string, Picture> {
  const random = createRandom(1, `plots of ${id}`)
  return new Map(
    (plots ?? []).map((plot): [string, Picture] => {
      const points = random.vector(60)
      const pixels = scatterPlot(
        points,
        random.vector(60),
        points.map((_, i) => i % 10),
      )
      const name = `plots/${plot}.png`
      const { width, height } = pixels
      return [name, { name, plot, width, height, pixels, shown: { name, plot, width, height, png: '' } }]
    }),
  )
}
