import type { AttributeRule, Making, Operator } from '../operator.ts'
import { type ElementType, RANGES, type Value } from '../value.ts'
import { CONVOLUTION_ATTRIBUTES, convolution } from './convolution.ts'
import { apply, axisOf, pair, range, reduced, reshaped, typed } from './parts.ts'
import { product } from './product.ts'

const AXIS: AttributeRule = { is: 'integer', missing: 1, since: 13 }
const NO_BLOCKS: AttributeRule = { is: 'integer', missing: 0, only: [0], since: 21 }
const OWN_TYPE: AttributeRule = { is: 'integer', missing: 0, only: [0] }
const OF_8_BITS = 'it concerns types of 8 bits that are no integers'

/** A scale or zero point of the whole array, or one for each place of an axis. */
function along(making: Making, parameter: Value, x: Value, axis: number): Value {
  if (parameter.shape.length === 0) return parameter
  if (parameter.shape.length === 1 && parameter.shape[0] === 1) return reshaped(making, parameter, [])
  const place = axisOf(making, axis, x.shape.length)
  if (parameter.shape.length !== 1 || parameter.shape[0] !== x.shape[place])
    throw making.refusal(`with scales of [${parameter.shape.join(', ')}] for the axis ${axis} of [${x.shape.join(', ')}]`)
  return reshaped(making, parameter, [parameter.shape[0] as number, ...range(place + 1, x.shape.length).map(() => 1)])
}

function axisFor(making: Making): number {
  return making.opset < 13 ? 1 : making.integer('axis')
}

/** Rounded to the type of the zero point; ties go to the even number. */
function quantised(making: Making, x: Value, scale: Value, zero: Value | undefined): Value {
  const type: ElementType = zero?.type ?? 'uint8'
  return saturated(making, pair(making, 'divide', x, scale), zero, type)
}

function saturated(making: Making, x: Value, zero: Value | undefined, type: ElementType): Value {
  const bounds = RANGES[type]
  if (bounds === undefined) throw making.refusal(`to ${type}, which is not supported; use int8 or uint8`)
  const rounded = apply(making, 'round', x)
  const moved = zero === undefined ? rounded : pair(making, 'add', rounded, zero)
  return typed(making.emit({ kind: 'clip', least: bounds[0], most: bounds[1] }, moved), type)
}

/** Exact in float32, as the numbers are integers below 2²⁴. */
function centred(making: Making, x: Value, zero: Value | undefined): Value {
  return zero === undefined ? typed(x, 'float32') : pair(making, 'subtract', typed(x, 'float32'), typed(zero, 'float32'))
}

/** Of filters: a zero point or scale for each filter. */
function perFilter(making: Making, parameter: Value | undefined, weights: Value): Value | undefined {
  return parameter === undefined ? undefined : along(making, parameter, weights, 0)
}

/** Beside what a convolution makes: a number for each channel. */
function perChannel(making: Making, parameter: Value, rank: number): Value {
  const [count = 1] = parameter.shape
  return count === 1 ? reshaped(making, parameter, []) : reshaped(making, parameter, [count, ...range(2, rank).map(() => 1)])
}

function quantisedConvolution(making: Making): Value {
  const [x, weights] = [making.input(0), making.input(3)]
  const made = convolution(
    making,
    centred(making, x, making.input(2)),
    centred(making, weights, perFilter(making, making.input(5), weights)),
    making.optional(8),
  )
  const scale = pair(making, 'divide', pair(making, 'multiply', making.input(1), making.input(4)), making.input(6))
  const scaled = pair(making, 'multiply', made, perChannel(making, scale, made.shape.length))
  return saturated(making, scaled, making.input(7), making.input(7).type)
}

/** Of a matrix: a number for each column. */
function perColumn(making: Making, parameter: Value): Value {
  return parameter.shape.length === 1 && parameter.shape[0] === 1 ? reshaped(making, parameter, []) : parameter
}

/** Of the left matrix: a number for each row. */
function perRow(making: Making, parameter: Value): Value {
  const [count = 1] = parameter.shape
  return parameter.shape.length === 1 ? reshaped(making, parameter, count === 1 ? [] : [count, 1]) : parameter
}

function quantisedProduct(making: Making): Value {
  const [a, b] = [making.input(0), making.input(3)]
  const made = product(making, centred(making, a, perRow(making, making.input(2))), centred(making, b, perColumn(making, making.input(5))))
  const scales = pair(making, 'multiply', perRow(making, making.input(1)), perColumn(making, making.input(4)))
  const scaled = pair(making, 'multiply', made, pair(making, 'divide', scales, perColumn(making, making.input(6))))
  return saturated(making, scaled, making.input(7), making.input(7).type)
}

function dynamic(making: Making): readonly Value[] {
  const x = making.input(0)
  const axes = range(0, x.shape.length)
  const most = pair(making, 'maximum', reduced(making, 'largest', x, axes, false), 0)
  const least = pair(making, 'minimum', reduced(making, 'smallest', x, axes, false), 0)
  const reach = pair(making, 'divide', pair(making, 'subtract', most, least), 255)
  const scale = making.emit({ kind: 'select' }, pair(making, 'equal', reach, 0), making.scalar(1), reach)
  const zero = saturated(making, apply(making, 'negative', pair(making, 'divide', least, scale)), undefined, 'uint8')
  return [quantised(making, x, scale, zero), scale, zero]
}

/** Numbers as integers of 8 or 16 bits with a scale. */
export const QUANTISED: Readonly<Record<string, Operator>> = {
  QuantizeLinear: {
    versions: [10, 13, 19, 21, 23, 24, 25],
    inputs: [2, 3],
    attributes: {
      axis: AXIS,
      block_size: NO_BLOCKS,
      output_dtype: { ...OWN_TYPE, since: 21 },
      precision: { ...OWN_TYPE, since: 23 },
      saturate: { is: 'integer', since: 19, noEffect: OF_8_BITS },
    },
    note: 'to int8, uint8, int16 and uint16, the whole array or each place of an axis',
    make: (making) => {
      const x = making.input(0)
      const zero = making.optional(2)
      const own = (parameter: Value): Value => along(making, parameter, x, axisFor(making))
      return quantised(making, x, own(making.input(1)), zero === undefined ? undefined : own(zero))
    },
  },
  DequantizeLinear: {
    versions: [10, 13, 19, 21, 23, 24, 25],
    inputs: [2, 3],
    attributes: { axis: AXIS, block_size: NO_BLOCKS, output_dtype: { ...OWN_TYPE, since: 23 } },
    make: (making) => {
      const x = making.input(0)
      const zero = making.optional(2)
      const own = (parameter: Value): Value => along(making, parameter, x, axisFor(making))
      return pair(making, 'multiply', centred(making, x, zero === undefined ? undefined : own(zero)), own(making.input(1)))
    },
  },
  QLinearConv: { versions: [10], inputs: [8, 9], attributes: CONVOLUTION_ATTRIBUTES, make: quantisedConvolution },
  QLinearMatMul: { versions: [10, 21], inputs: [8, 8], make: quantisedProduct },
  ConvInteger: {
    versions: [10],
    inputs: [2, 4],
    attributes: CONVOLUTION_ATTRIBUTES,
    make: (making) => {
      const [x, weights] = [making.input(0), making.input(1)]
      const filters = centred(making, weights, perFilter(making, making.optional(3), weights))
      return typed(convolution(making, centred(making, x, making.optional(2)), filters), 'int32')
    },
  },
  MatMulInteger: {
    versions: [10],
    inputs: [2, 4],
    make: (making) => {
      const [rows, columns] = [making.optional(2), making.optional(3)]
      const a = centred(making, making.input(0), rows === undefined ? undefined : perRow(making, rows))
      const b = centred(making, making.input(1), columns === undefined ? undefined : perColumn(making, columns))
      return typed(product(making, a, b), 'int32')
    },
  },
  DynamicQuantizeLinear: {
    versions: [11],
    inputs: [1, 1],
    note: 'over all images that are computed at a time, 250 at most',
    make: dynamic,
  },
}
