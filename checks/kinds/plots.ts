import type { Check } from '#grading/model/check'
import { defineInHalves } from '../halves.ts'
import { judgePlots, type PlotsPlan } from '../judging/plots.ts'

export interface PlotsSpec {
  /** For all plots together, in equal parts. */
  readonly points: number
  /** Of the exercise alone: a picture in a notebook counts where something of one of them was found. */
  readonly functions: readonly string[]
  /** Their names: `parabola` for plots/parabola.png. */
  readonly plots: readonly string[]
}

/**
 * The plots that an exercise asks for: there, large enough, not blank, and none twice. What a plot shows is for a person, who sees it beside
 * what was measured. A picture in a notebook has no name: in the order of the notebook, each stands for one plot that is not in plots/.
 * @example
 * ```ts
 * plots({ points: 0.5, functions: ['mean'], plots: ['histogram'] })
 * ```
 */
export function plots({ points, plots: names, functions }: PlotsSpec): Check {
  const title = names.length === 1 ? 'Required plot submitted' : 'Required plots submitted'
  const check = defineInHalves<PlotsPlan, object>({ id: 'plots', title, points }, [], {
    kind: 'plots',
    plan: () => ({ names, functions }),
    judge: judgePlots,
  })
  return { ...check, plots: names }
}
