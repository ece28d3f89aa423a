/** What judges answers in checks, one export for each: without formulas of costs and their derivatives, so that a kit can contain it. */
import { type LawJudge, near, T32 } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import type { Problem } from './cases.ts'
import { BIAS_FIRST, COST_SUM } from './conventions.ts'
import { asymmetry, negativeCurvature, slopeLeft } from './observations.ts'

export const conventions = [COST_SUM, BIAS_FIRST]

export const attainedCost: LawJudge<unknown, number> = {
  shape: () => [],
  holds: (_given, [cost], entropy) =>
    near(cost as number, entropy, T32) ? undefined : `the cost is ${cost} and the mean entropy ${entropy}`,
}

export const entropyLaws: LawJudge<number> = {
  shape: () => [3],
  holds: (_y, [answer]) => {
    const [entropy, mirrored, most] = answer as [number, number, number]
    if (!near(most, Math.LN2, T32)) return `H(1/2) is ${most}`
    const inside = entropy >= -T32.atol && entropy <= most + T32.atol
    return inside && near(mirrored, entropy, T32) ? undefined : `H(y) is ${entropy} and H(1 − y) is ${mirrored}`
  },
  show: (y) => `y = ${y}`,
}

export const attainedGradient: LawJudge<Problem> = {
  shape: ({ w }) => [w.length + 1],
  holds: ({ y }, [atOptimum, atHalf]) => slopeLeft(atOptimum as Vector, atHalf as Vector, y),
}

const squareShape = ({ w }: Problem): readonly number[] => [w.length + 1, w.length + 1]

export const hessianSymmetric: LawJudge<Problem> = {
  shape: squareShape,
  holds: (_given, [matrix]) => asymmetry(matrix as Matrix),
}

export const hessianSemidefinite: LawJudge<Problem> = {
  shape: squareShape,
  holds: (_given, [matrix]) => negativeCurvature(matrix as Matrix),
}
