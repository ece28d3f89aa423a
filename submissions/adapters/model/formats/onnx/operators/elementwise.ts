import type { ActivationName, PairName } from '#submissions/adapters/model/graph/graph'
import type { AttributeRule, Making, Operator } from '../operator.ts'
import { isWhole, type Value } from '../value.ts'
import { activation, apply, axisOf, pair, reshaped, typed } from './parts.ts'

const plain = (name: ActivationName, versions: readonly number[]): Operator => ({
  versions,
  inputs: [1, 1],
  make: ({ input, emit }) => emit(activation(name), input(0)),
})

const number = (missing: number): AttributeRule => ({ is: 'float', missing })

const withAlpha = (missing: number, versions: readonly number[], make: (making: Making, x: Value, alpha: number) => Value): Operator => ({
  versions,
  inputs: [1, 1],
  attributes: { alpha: number(missing) },
  make: (making) => make(making, making.input(0), making.float('alpha')),
})

const ofTwo = (kind: PairName, versions: readonly number[]): Operator => ({
  versions,
  inputs: [2, 2],
  make: (making) => pair(making, kind, making.input(0), making.input(1)),
})

const comparison = (versions: readonly number[], make: (making: Making, a: Value, b: Value) => Value): Operator => ({
  versions,
  inputs: [2, 2],
  make: (making) => typed(make(making, making.input(0), making.input(1)), 'bool'),
})

const ofMany = (kind: PairName, versions: readonly number[], mean = false): Operator => ({
  versions,
  inputs: [1, 100],
  make: (making) => {
    let value = making.input(0)
    for (let i = 1; i < making.count; i++) value = pair(making, kind, value, making.input(i))
    return mean ? pair(making, 'divide', value, making.count) : value
  },
})

const softmax = (name: 'softmax' | 'log-softmax'): Operator => ({
  versions: [1, 11, 13],
  inputs: [1, 1],
  attributes: { axis: { is: 'integer' } },
  note: 'before opset 13 over all axes from `axis` (1) on, since then over `axis` (-1) alone',
  make: (making) => {
    const x = making.input(0)
    const rank = x.shape.length
    const given = making.attribute('axis') as number | undefined
    if (making.opset >= 13) {
      const axis = axisOf(making, given ?? -1, rank)
      if (axis === rank - 1) return making.emit(activation(name), x)
      // The axis and the last one change places, and back.
      const order = x.shape.map((_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i))
      const moved = making.emit({ kind: 'transpose', order }, x)
      return making.emit({ kind: 'transpose', order }, making.emit(activation(name), moved))
    }
    const axis = axisOf(making, given ?? 1, rank)
    const inner = x.shape.slice(axis).reduce((a, b) => a * b, 1)
    return reshaped(making, making.emit(activation(name), reshaped(making, x, [...x.shape.slice(0, axis), inner])), x.shape)
  },
})

/** x for positive numbers, α (eˣ − 1) for others. */
function elu({ emit }: Making, x: Value, alpha: number): Value {
  return emit(activation('elu', alpha), x)
}

function hardSigmoid(making: Making, x: Value, alpha: number, beta: number): Value {
  return making.emit({ kind: 'clip', least: 0, most: 1 }, pair(making, 'add', pair(making, 'multiply', x, alpha), beta))
}

/** Functions of one number, of two and of many. */
export const ELEMENTWISE: Readonly<Record<string, Operator>> = {
  Relu: plain('relu', [6, 13, 14]),
  Sigmoid: plain('sigmoid', [6, 13]),
  Tanh: plain('tanh', [6, 13]),
  Softplus: plain('softplus', [1, 22]),
  Erf: plain('erf', [9, 13]),
  Exp: plain('exponential', [6, 13]),
  Log: plain('logarithm', [6, 13]),
  Sqrt: plain('square-root', [6, 13]),
  Neg: plain('negative', [6, 13]),
  Abs: plain('absolute', [6, 13]),
  Reciprocal: plain('reciprocal', [6, 13]),
  Floor: plain('floor', [6, 13]),
  Ceil: plain('ceiling', [6, 13]),
  Round: plain('round', [11, 22]),
  Sign: plain('sign', [9, 13]),
  Not: plain('not', [1]),
  Softmax: softmax('softmax'),
  LogSoftmax: softmax('log-softmax'),
  LeakyRelu: withAlpha(0.01, [6, 16], ({ emit }, x, alpha) => emit(activation('leaky-relu', alpha), x)),
  Elu: withAlpha(1, [6, 22], elu),
  Celu: withAlpha(1, [12], (making, x, alpha) =>
    pair(making, 'add', apply(making, 'relu', x), pair(making, 'minimum', pair(making, 'multiply', celuOf(making, x, alpha), alpha), 0)),
  ),
  ThresholdedRelu: withAlpha(1, [10, 22], (making, x, alpha) =>
    making.emit({ kind: 'select' }, pair(making, 'greater', x, alpha), x, making.scalar(0)),
  ),
  Swish: withAlpha(1, [24], (making, x, alpha) =>
    pair(making, 'multiply', x, apply(making, 'sigmoid', pair(making, 'multiply', x, alpha))),
  ),
  Selu: {
    versions: [6, 22],
    inputs: [1, 1],
    attributes: { alpha: number(1.6732631921768188), gamma: number(1.0507010221481323) },
    make: (making) => pair(making, 'multiply', elu(making, making.input(0), making.float('alpha')), making.float('gamma')),
  },
  HardSigmoid: {
    versions: [6, 22],
    inputs: [1, 1],
    attributes: { alpha: number(0.2), beta: number(0.5) },
    make: (making) => hardSigmoid(making, making.input(0), making.float('alpha'), making.float('beta')),
  },
  HardSwish: {
    versions: [14, 22],
    inputs: [1, 1],
    make: (making) => pair(making, 'multiply', making.input(0), hardSigmoid(making, making.input(0), 1 / 6, 0.5)),
  },
  Mish: {
    versions: [18, 22],
    inputs: [1, 1],
    make: (making) => pair(making, 'multiply', making.input(0), apply(making, 'tanh', apply(making, 'softplus', making.input(0)))),
  },
  Softsign: {
    versions: [1, 22],
    inputs: [1, 1],
    make: (making) => pair(making, 'divide', making.input(0), pair(making, 'add', apply(making, 'absolute', making.input(0)), 1)),
  },
  Gelu: {
    versions: [20],
    inputs: [1, 1],
    attributes: { approximate: { is: 'text', missing: 'none', only: ['none', 'tanh'] } },
    make: ({ input, emit, text }) => emit(activation(text('approximate') === 'tanh' ? 'gelu-tanh' : 'gelu'), input(0)),
  },
  PRelu: {
    versions: [7, 9, 16],
    inputs: [2, 2],
    make: (making) => {
      const x = making.input(0)
      return pair(making, 'add', apply(making, 'relu', x), pair(making, 'multiply', pair(making, 'minimum', x, 0), making.input(1)))
    },
  },
  Clip: {
    versions: [6, 11, 12, 13],
    inputs: [1, 3],
    attributes: { min: { is: 'float', until: 10 }, max: { is: 'float', until: 10 } },
    make: (making) => {
      const bound = (position: number, name: string): Value | undefined => {
        if (making.opset >= 11) return making.optional(position)
        const value = making.attribute(name)
        return value === undefined ? undefined : making.scalar(value as number)
      }
      const [least, most] = [bound(1, 'min'), bound(2, 'max')]
      const raised = least === undefined ? making.input(0) : pair(making, 'maximum', making.input(0), least)
      return most === undefined ? raised : pair(making, 'minimum', raised, most)
    },
  },
  Add: ofTwo('add', [7, 13, 14]),
  Sub: ofTwo('subtract', [7, 13, 14]),
  Mul: ofTwo('multiply', [7, 13, 14]),
  Pow: ofTwo('power', [7, 12, 13, 15]),
  Div: {
    versions: [7, 13, 14],
    inputs: [2, 2],
    make: (making) => {
      const quotient = pair(making, 'divide', making.input(0), making.input(1))
      return isWhole(making.input(0).type) ? apply(making, 'truncate', quotient) : quotient
    },
  },
  Mod: {
    versions: [10, 13],
    inputs: [2, 2],
    attributes: { fmod: { is: 'integer', missing: 0, only: [0, 1] } },
    note: 'the rest has the sign of the divisor, with `fmod` that of the dividend',
    make: (making) => {
      const [a, b] = [making.input(0), making.input(1)]
      const whole = apply(making, making.integer('fmod') === 1 ? 'truncate' : 'floor', pair(making, 'divide', a, b))
      return pair(making, 'subtract', a, pair(making, 'multiply', whole, b))
    },
  },
  Min: ofMany('minimum', [6, 8, 12, 13]),
  Max: ofMany('maximum', [6, 8, 12, 13]),
  Sum: ofMany('add', [6, 8, 13]),
  Mean: ofMany('add', [6, 8, 13], true),
  Equal: comparison([7, 11, 13, 19], (making, a, b) => pair(making, 'equal', a, b)),
  Greater: comparison([7, 9, 13], (making, a, b) => pair(making, 'greater', a, b)),
  GreaterOrEqual: comparison([12, 16], (making, a, b) => pair(making, 'greater-or-equal', a, b)),
  Less: comparison([7, 9, 13], (making, a, b) => pair(making, 'greater', b, a)),
  LessOrEqual: comparison([12, 16], (making, a, b) => pair(making, 'greater-or-equal', b, a)),
  And: comparison([7], (making, a, b) => pair(making, 'and', a, b)),
  Or: comparison([7], (making, a, b) => pair(making, 'or', a, b)),
  Where: {
    versions: [9, 16],
    inputs: [3, 3],
    make: ({ input, emit }) => typed(emit({ kind: 'select' }, input(0), input(1), input(2)), input(1).type),
  },
}

/** e^(x / α) − 1 of the negative numbers, which stay as they are below 0. */
function celuOf(making: Making, x: Value, alpha: number): Value {
  if (alpha === 0) throw making.refusal('with alpha 0')
  return elu(making, pair(making, 'divide', pair(making, 'minimum', x, 0), alpha), 1)
}
