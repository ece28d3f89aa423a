import { sizeOf } from '#grading/model/tensor'
import { broadcast } from '#submissions/adapters/model/graph/shape-after'
import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { expanded, pair, reshaped } from './parts.ts'

/** As numpy's matmul: of matrices, of stacks of them, and of vectors. */
export function product(making: Making, a: Value, b: Value): Value {
  if (a.shape.length === 0 || b.shape.length === 0) throw making.refusal('for a single number')
  const left = a.shape.length === 1 ? reshaped(making, a, [1, ...a.shape]) : a
  const right = b.shape.length === 1 ? reshaped(making, b, [...b.shape, 1]) : b
  const whole = right.shape.length === 2 ? making.emit({ kind: 'product', transposed: false }, left, right) : stacked(making, left, right)
  const [batch, [rows, columns]] = [whole.shape.slice(0, -2), whole.shape.slice(-2) as [number, number]]
  return reshaped(making, whole, [...batch, ...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])])
}

function stacked(making: Making, a: Value, b: Value): Value {
  const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2))
  if (batch === undefined) throw making.refusal(`of [${a.shape.join(', ')}] and [${b.shape.join(', ')}], which do not fit one another`)
  const [left, right] = [a, b].map((one) => {
    const whole = expanded(making, one, [...batch, ...one.shape.slice(-2)])
    return reshaped(making, whole, [sizeOf(batch), ...one.shape.slice(-2)])
  }) as [Value, Value]
  const made = making.emit({ kind: 'products' }, left, right)
  return reshaped(making, made, [...batch, ...made.shape.slice(1)])
}

function gemm(making: Making): Value {
  const turned = (position: number, name: string): Value => {
    const x = making.input(position)
    if (x.shape.length !== 2) throw making.refusal(`for an input of ${x.shape.length} axes; expected 2`)
    return making.integer(name) === 0 ? x : making.emit({ kind: 'transpose', order: [1, 0] }, x)
  }
  const scaled = (x: Value, name: string): Value => (making.float(name) === 1 ? x : pair(making, 'multiply', x, making.float(name)))
  const rows = scaled(product(making, turned(0, 'transA'), turned(1, 'transB')), 'alpha')
  const bias = making.optional(2)
  return bias === undefined ? rows : pair(making, 'add', rows, scaled(bias, 'beta'))
}

/** Products of matrices. */
export const PRODUCTS: Readonly<Record<string, Operator>> = {
  MatMul: { versions: [1, 9, 13], inputs: [2, 2], make: (making) => product(making, making.input(0), making.input(1)) },
  Gemm: {
    versions: [7, 9, 11, 13],
    inputs: [2, 3],
    attributes: {
      alpha: { is: 'float', missing: 1 },
      beta: { is: 'float', missing: 1 },
      transA: { is: 'integer', missing: 0 },
      transB: { is: 'integer', missing: 0 },
    },
    make: gemm,
  },
}
