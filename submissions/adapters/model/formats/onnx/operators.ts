import type { Tensor } from '../../../../../grading/model/tensor.ts'
import type { ActivationName, Operation, Sides, Window } from '../../graph/graph.ts'
import { NO_PADDING } from '../../graph/graph.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { normalisation, permuted } from '../numbers.ts'
import type { OnnxNode } from './node.ts'

/** What a node may do with the graph that is being made. */
export interface Making {
  /** A step of the node; the last one that it makes is its output. */
  step(operation: Operation, ...inputs: readonly string[]): void
  /** A constant of the file. @throws ModelRefusal if it is computed only when the model runs. */
  constant(position: number): Tensor
  /** Adds a constant under a name of its own. */
  add(part: string, tensor: Tensor): string
  given(position: number): string | undefined
}

type Operator = (node: OnnxNode, making: Making) => void

const FILTER = [2, 3, 1, 0]

const computed =
  (operation: Operation): Operator =>
  ({ inputs }, { step }) =>
    step(operation, ...inputs.filter((name) => name !== ''))

const activation =
  (name: ActivationName, missing = 0): Operator =>
  ({ attributes, inputs: [x = ''] }, { step }) =>
    step({ kind: 'activation', name, alpha: attributes.float('alpha', missing), axis: attributes.integer('axis', -1) }, x)

/** The operators that are run. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Relu: activation('relu'),
  LeakyRelu: activation('leaky-relu', 0.01),
  Sigmoid: activation('sigmoid'),
  Tanh: activation('tanh'),
  Softplus: activation('softplus'),
  Softmax: activation('softmax'),
  LogSoftmax: activation('log-softmax'),
  Identity: activation('linear'),
  Dropout: activation('linear'),
  Elu: (node, making) => {
    only(node, 'alpha', node.attributes.float('alpha', 1), 1)
    activation('elu')(node, making)
  },
  Add: computed({ kind: 'add' }),
  Sub: computed({ kind: 'subtract' }),
  Mul: computed({ kind: 'multiply' }),
  Div: computed({ kind: 'divide' }),
  Conv: (node, { step, constant, add, given }) => {
    only(node, 'group', node.attributes.integer('group', 1), 1)
    const filter = permuted(constant(1), FILTER)
    const window = windowOf(node, filter.shape)
    step({ kind: 'convolution', window, channels: 'first' }, ...names(given(0), add('filter', filter), given(2)))
  },
  ConvTranspose: (node, { step, constant, add, given }) => {
    only(node, 'group', node.attributes.integer('group', 1), 1)
    if (node.attributes.integers('output_shape') !== undefined) throw unread(node, 'output_shape', node.attributes.integers('output_shape'))
    const filter = permuted(constant(1), FILTER)
    const window = windowOf(node, filter.shape)
    if (window.dilation.some((one) => one !== 1)) throw unread(node, 'dilations', window.dilation)
    const extra = pair(node.attributes.integers('output_padding'), 0)
    step({ kind: 'transposed-convolution', window, channels: 'first', extra }, ...names(given(0), add('filter', filter), given(2)))
  },
  MaxPool: (node, making) => pool('max-pool', node, making),
  AveragePool: (node, making) => {
    const window = windowOf(node, [])
    if (window.padding !== NO_PADDING) only(node, 'count_include_pad', node.attributes.integer('count_include_pad', 0), 0)
    pool('average-pool', node, making)
  },
  GlobalAveragePool: computed({ kind: 'global-average', channels: 'first', keepSides: true }),
  Gemm: (node, { step, constant, add, given }) => {
    for (const key of ['alpha', 'beta']) only(node, key, node.attributes.float(key, 1), 1)
    only(node, 'transA', node.attributes.integer('transA', 0), 0)
    const transposed = node.attributes.integer('transB', 0) !== 0
    step({ kind: 'product', transposed }, ...names(given(0), add('matrix', constant(1))))
    const bias = given(2)
    if (bias !== undefined) step({ kind: 'add' }, bias)
  },
  MatMul: (_node, { step, constant, add, given }) =>
    step({ kind: 'product', transposed: false }, ...names(given(0), add('matrix', constant(1)))),
  BatchNormalization: (node, { step, constant, add, given }) => {
    const of = { gamma: constant(1), beta: constant(2), mean: constant(3), variance: constant(4) }
    // Of images or of rows of numbers: trailing axes of length 1 fit both only where the input has them.
    const { scale, shift } = normalisation(of, node.attributes.float('epsilon', 1e-5), (count) => [count, 1, 1])
    step({ kind: 'multiply' }, ...names(given(0), add('scale', scale)))
    step({ kind: 'add' }, add('shift', shift))
  },
  Flatten: (node, { step, given }) => {
    only(node, 'axis', node.attributes.integer('axis', 1), 1)
    step({ kind: 'reshape', shape: [0, -1] }, ...names(given(0)))
  },
  Reshape: (_node, { step, constant, given }) => step({ kind: 'reshape', shape: [...constant(1).data] }, ...names(given(0))),
  Transpose: ({ attributes }, { step, given }) => step({ kind: 'transpose', order: attributes.integers('perm') ?? [] }, ...names(given(0))),
  Concat: (node, making) => computed({ kind: 'concatenate', axis: node.attributes.integer('axis', 1) })(node, making),
  Resize: (node, { step, constant, given }) => {
    const smooth = node.attributes.text('mode', 'nearest') === 'linear'
    if (smooth)
      only(node, 'coordinate_transformation_mode', node.attributes.text('coordinate_transformation_mode', 'half_pixel'), 'half_pixel')
    const [batch, channels, ...factor] = constant(2).data
    if (batch !== 1 || channels !== 1 || factor.length !== 2 || !factor.every((one) => Number.isInteger(one) && one >= 1))
      throw unread(node, 'scales', [...constant(2).data])
    step({ kind: 'upsample', factor: factor as unknown as [number, number], channels: 'first', smooth }, ...names(given(0)))
  },
}

/** What else exporters write, with the way around it. */
const INSTEAD: Readonly<Record<string, string>> = {
  Shape: 'sizes that are computed while the model runs are not read; write torch.flatten(x, 1) instead of x.view(x.size(0), -1)',
  ConstantOfShape: 'sizes that are computed while the model runs are not read',
  Clip: 'clip in torch.nn.ReLU or leave the pixels as they are; the checks do not need them clipped',
}

function pool(kind: 'max-pool' | 'average-pool', node: OnnxNode, { step, given }: Making): void {
  only(node, 'ceil_mode', node.attributes.integer('ceil_mode', 0), 0)
  step({ kind, window: windowOf(node, []), channels: 'first' }, ...names(given(0)))
}

/** @param filter - [height, width, in, out] of a convolution; a pooling says its size itself. */
function windowOf(node: OnnxNode, filter: readonly number[]): Window {
  const { attributes } = node
  const size = pair(attributes.integers('kernel_shape') ?? (filter.length === 4 ? filter.slice(0, 2) : undefined), 1)
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.integers('pads') ?? []
  const auto = attributes.text('auto_pad', 'NOTSET')
  if (!['NOTSET', 'VALID', 'SAME_UPPER'].includes(auto)) throw unread(node, 'auto_pad', auto)
  const explicit: readonly [Sides, Sides] = [top, left, bottom, right].some((side) => side !== 0)
    ? [
        [top, bottom],
        [left, right],
      ]
    : NO_PADDING
  return {
    size,
    stride: pair(attributes.integers('strides'), 1),
    dilation: pair(attributes.integers('dilations'), 1),
    padding: auto === 'SAME_UPPER' ? 'same' : explicit,
  }
}

function pair(values: readonly number[] | undefined, missing: number): readonly [number, number] {
  const [a = missing, b = missing] = values ?? []
  for (const one of [a, b]) {
    if (!Number.isSafeInteger(one) || one < 0 || one > 10_000) throw new ModelRefusal(`has a size of ${one} in a convolution or pooling`)
  }
  return [a, b]
}

function names(...inputs: readonly (string | undefined)[]): readonly string[] {
  return inputs.filter((name) => name !== undefined)
}

function only(node: OnnxNode, key: string, value: number | string, expected: number | string): void {
  if (value !== expected) throw unread(node, key, value)
}

function unread({ label }: OnnxNode, key: string, value: unknown): ModelRefusal {
  return new ModelRefusal(`has the ${label} with ${key} ${quoted(JSON.stringify(value))}, which is not run here`)
}

export function unknownOperator({ label, type }: OnnxNode): ModelRefusal {
  const instead = Object.hasOwn(INSTEAD, type) ? INSTEAD[type] : `known are ${Object.keys(OPERATORS).join(', ')}`
  return new ModelRefusal(`has the ${label}, which is not run here: ${instead}`)
}
