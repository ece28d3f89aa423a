/** What judges answers in checks, one export for each: without formulas of the functions, so that a kit can contain it. */
import type { Plain } from 'assay'
import { type LawJudge, near, type PartCode, part, T32 } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { COST_MEAN, COST_SQUARED_NORM, GRADIENTS_IN_OUT, WEIGHTS_IN_OUT } from '../conventions.ts'
import { firstOf, perLayer } from '../network.ts'
import { affineOf } from './affine.ts'

export const conventions = [WEIGHTS_IN_OUT, GRADIENTS_IN_OUT, COST_MEAN, COST_SQUARED_NORM]

const byLayer: PartCode = { normalise: perLayer }
export const sheetDelta = byLayer
export const squareDelta = byLayer

export const squareOutputDelta: PartCode = {
  pick: (answer) => {
    const delta = part(answer, 'delta')
    return Array.isArray(delta) ? delta.at(-1) : undefined
  },
}

export const differences: PartCode = { pick: (answer) => firstOf(part(answer, 'dW')) }

export const sameMap: LawJudge<{ readonly weights: readonly Matrix[]; readonly biases: readonly Vector[]; readonly x: Vector }, Vector> = {
  holds: ({ x }, [answer = null], right) => {
    const map = affineOf(answer, right.length, x.length)
    if (map === undefined) return `W and b do not fit a map from ${x.length} to ${right.length} numbers`
    const got = map.b.map((b, j) => x.reduce((sum, value, k) => sum + (map.W[j * x.length + k] as number) * value, b))
    const j = right.findIndex((value, i) => !near(got[i] as number, value, T32))
    return j === -1 ? undefined : `for x = [${x.join(', ')}] it gives ${got[j]} at output ${j}, the network ${right[j]}`
  },
  show: ({ weights, biases }) => `collapse(${JSON.stringify(weights)}, ${JSON.stringify(biases)})`,
}

export const sheetOffset: PartCode = {
  pick: (answer, args) => {
    const [weights, biases] = args as unknown as readonly [readonly Matrix[], readonly Vector[]]
    return part(answer, 'b') ?? (affineOf(answer, biases.at(-1)?.length ?? 0, weights[0]?.[0]?.length ?? 0)?.b as Plain | undefined)
  },
}
