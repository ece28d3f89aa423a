import { normalisation } from '../../numbers.ts'
import type { AttributeRule, Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { apply, axisOf, pair, range, reduced, reshaped } from './parts.ts'

const EPSILON: AttributeRule = { is: 'float', missing: 1e-5 }
const STASH: AttributeRule = { is: 'integer', missing: 1, only: [1] }

function batch(making: Making): Value {
  const x = making.input(0)
  const channels = x.shape[1] ?? 0
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((position) => making.constant(position))
  for (const tensor of [gamma, beta, mean, variance]) {
    if (tensor?.shape.length !== 1 || tensor.shape[0] !== channels)
      throw making.refusal(`with [${tensor?.shape.join(', ')}] parameters for ${channels} channels`)
  }
  const shape = [channels, ...range(2, x.shape.length).map(() => 1)]
  const { scale, shift } = normalisation({ gamma, beta, mean, variance }, making.float('epsilon'), () => shape)
  const scaled = pair(making, 'multiply', x, making.numbers(scale.data, shape))
  return pair(making, 'add', scaled, making.numbers(shift.data, shape))
}

/** (x − mean) / √(variance + ε) over the axes. */
function standardised(making: Making, x: Value, axes: readonly number[]): Value {
  const centred = pair(making, 'subtract', x, reduced(making, 'mean', x, axes, true))
  return scaledBy(making, centred, axes)
}

/** x / √(mean of squares + ε) over the axes. */
function scaledBy(making: Making, x: Value, axes: readonly number[]): Value {
  const variance = reduced(making, 'mean', pair(making, 'multiply', x, x), axes, true)
  return pair(making, 'divide', x, apply(making, 'square-root', pair(making, 'add', variance, making.float('epsilon'))))
}

function affine(making: Making, x: Value, scale: Value, shift: Value | undefined): Value {
  const scaled = pair(making, 'multiply', x, scale)
  return shift === undefined ? scaled : pair(making, 'add', scaled, shift)
}

/** A parameter of each channel, beside images or rows. */
function perChannel(making: Making, position: number, x: Value): Value {
  const channels = x.shape[1] ?? 0
  const given = making.input(position)
  if (given.shape.length !== 1 || given.shape[0] !== channels)
    throw making.refusal(`with [${given.shape.join(', ')}] parameters for ${channels} channels`)
  return reshaped(making, given, [channels, ...range(2, x.shape.length).map(() => 1)])
}

function group(making: Making): Value {
  const x = making.input(0)
  const [rows = 0, channels = 0, ...sides] = x.shape
  const groups = making.integer('num_groups')
  if (!(groups >= 1) || channels % groups !== 0) throw making.refusal(`with num_groups ${groups} for ${channels} channels`)
  const apart = reshaped(making, x, [rows, groups, (channels / groups) * sides.reduce((a, b) => a * b, 1)])
  const even = standardised(making, apart, [2])
  // Until opset 20 a parameter belongs to a group.
  if (making.opset < 21) {
    const own = (position: number): Value => reshaped(making, making.input(position), [groups, 1])
    return reshaped(making, affine(making, even, own(1), own(2)), x.shape)
  }
  return affine(making, reshaped(making, even, x.shape), perChannel(making, 1, x), perChannel(making, 2, x))
}

/** What brings numbers to a common scale, in inference. */
export const NORMALISATIONS: Readonly<Record<string, Operator>> = {
  BatchNormalization: {
    versions: [7, 9, 14, 15],
    inputs: [5, 5],
    attributes: {
      epsilon: EPSILON,
      momentum: { is: 'float', noEffect: 'it is used in training' },
      spatial: { is: 'integer', missing: 1, only: [1], until: 8 },
      training_mode: { is: 'integer', missing: 0, only: [0], since: 14 },
    },
    note: 'in inference, parameters in the file',
    make: batch,
  },
  InstanceNormalization: {
    versions: [6, 22],
    inputs: [3, 3],
    attributes: { epsilon: EPSILON },
    make: (making) => {
      const x = making.input(0)
      const even = standardised(making, x, range(2, x.shape.length))
      return affine(making, even, perChannel(making, 1, x), perChannel(making, 2, x))
    },
  },
  GroupNormalization: {
    versions: [18, 21],
    inputs: [3, 3],
    attributes: { epsilon: EPSILON, num_groups: { is: 'integer' }, stash_type: { ...STASH, since: 21 } },
    make: group,
  },
  LayerNormalization: {
    versions: [17],
    inputs: [2, 3],
    attributes: { epsilon: EPSILON, axis: { is: 'integer', missing: -1 }, stash_type: STASH },
    note: 'its further outputs are not made',
    make: (making) => {
      const x = making.input(0)
      const axes = range(axisOf(making, making.integer('axis'), x.shape.length), x.shape.length)
      return affine(making, standardised(making, x, axes), making.input(1), making.optional(2))
    },
  },
  RMSNormalization: {
    versions: [23],
    inputs: [2, 2],
    attributes: { epsilon: EPSILON, axis: { is: 'integer', missing: -1 }, stash_type: STASH },
    make: (making) => {
      const x = making.input(0)
      const axes = range(axisOf(making, making.integer('axis'), x.shape.length), x.shape.length)
      return affine(making, scaledBy(making, x, axes), making.input(1), undefined)
    },
  },
}
