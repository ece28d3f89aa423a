/** What judges answers in checks, one export for each: without formulas of components, so that a kit can contain it. */
import type { Plain } from 'assay'
import { type ErrorRatioJudge, type PartCode, part } from 'assay/checks'
import { type Matrix, shapeOf, type Vector } from 'assay/math'
import { COMPONENTS_IN_COLUMNS, WEIGHTS_IN_OUT } from './conventions.ts'
import type { Known } from './known.ts'
import { times, transposed } from './matrices.ts'
import { slips } from './slips.ts'
import { meanSquaredError, readWeights } from './weights.ts'

export const conventions = [WEIGHTS_IN_OUT, COMPONENTS_IN_COLUMNS]

export const componentsOrthonormal: PartCode = { pick: (answer) => gramOf(part(answer, 'components')) }

export const componentsOrder: PartCode = { pick: (answer, [X]) => variancesAlong(part(answer, 'components'), X as Matrix) }

export const autoencoderError: ErrorRatioJudge<Known> = {
  measure: (args, answer) => {
    const [X, k] = args as [Matrix, number, number]
    const weights = readWeights(answer, (X[0] as Vector).length, k)
    return 'code' in weights ? weights : meanSquaredError(X, weights)
  },
  causes: slips,
}

/** What is no matrix is compared as it is. */
function gramOf(components: Plain | undefined): Plain | undefined {
  const shape = shapeOf(components)
  if (shape === undefined || shape.length < 1 || shape.length > 2 || shape.includes(0)) return components
  const rows = (shape.length === 2 ? components : [components]) as Matrix
  return times(rows, transposed(rows)) as Plain
}

/** Of unit vectors in these directions; what is no matrix of the samples' width is compared as it is. */
function variancesAlong(components: Plain | undefined, X: Matrix): Plain | undefined {
  const shape = shapeOf(components)
  const d = (X[0] as Vector).length
  if (shape === undefined || shape.length < 1 || shape.length > 2 || shape.at(-1) !== d || (shape.length === 2 && (shape[0] as number) > d))
    return components
  const rows = (shape.length === 2 ? components : [components]) as Matrix
  return times(rows, transposed(X)).map((along, i) => {
    const centre = sum(along) / along.length
    return sum(along.map((x) => (x - centre) ** 2)) / along.length / sum((rows[i] as Vector).map((x) => x ** 2))
  })
}

function sum(values: Vector): number {
  return values.reduce((total, x) => total + x, 0)
}
