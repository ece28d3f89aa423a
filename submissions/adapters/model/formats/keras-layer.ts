import type { Tensor } from '#grading/model/tensor'
import type { ActivationName, Channels, Operation, Sides, Step, Window } from '../graph/graph.ts'
import { NO_PADDING } from '../graph/graph.ts'
import { ModelRefusal, quoted, textOf } from '../refusal.ts'
import { normalisation } from './numbers.ts'
import { type Fields, fieldsOf, numberOf, numbersIn, pairIn, wrong } from './read-json.ts'

const ACTIVATIONS: Readonly<Record<string, ActivationName>> = {
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softplus: 'softplus',
  softmax: 'softmax',
  linear: 'linear',
}

/** Layers without parameters of their own. */
const PLAIN: Readonly<Record<string, (config: Fields, where: string) => Operation>> = {
  Flatten: () => ({ kind: 'reshape', shape: [0, -1] }),
  Reshape: (config) => ({ kind: 'reshape', shape: [0, ...numbersIn(config, 'target_shape')] }),
  Permute: (config) => ({ kind: 'transpose', order: [0, ...numbersIn(config, 'dims')] }),
  Dropout: () => activation('linear'),
  GaussianNoise: () => activation('linear'),
  Activation: (config, where) => activationNamed(config.get('activation'), where),
  ReLU: (config, where) => {
    if ((config.get('max_value') ?? config.get('maxValue') ?? null) !== null)
      throw wrong('max_value', where, config.get('max_value'), 'none')
    return activation('relu')
  },
  // tfjs and older Keras say alpha, newer Keras negative_slope.
  LeakyReLU: (config) => activation('leaky-relu', numberOf(config.get('negative_slope') ?? config.get('alpha') ?? 0.3)),
  Softmax: (config) => ({ kind: 'activation', name: 'softmax', alpha: 0, axis: numberOf(config.get('axis') ?? -1) }),
  MaxPooling2D: (config, where) => ({ kind: 'max-pool', window: poolOf(config, where), channels: channelsOf(config) }),
  AveragePooling2D: (config, where) => ({ kind: 'average-pool', window: poolOf(config, where), channels: channelsOf(config) }),
  GlobalAveragePooling2D: (config) => ({
    kind: 'global-average',
    channels: channelsOf(config),
    keepSides: config.get('keepdims') === true,
  }),
  UpSampling2D: (config, where) => ({
    kind: 'upsample',
    factor: pairIn(config, 'size', where, 2),
    channels: channelsOf(config),
    smooth: config.get('interpolation') === 'bilinear',
  }),
  ZeroPadding2D: (config, where) => {
    const sides = sidesOf(config, where)
    const none: Sides = [0, 0]
    return { kind: 'pad', padding: channelsOf(config) === 'last' ? [none, ...sides, none] : [none, none, ...sides], value: 0 }
  },
  Add: () => ({ kind: 'add' }),
  Concatenate: (config) => ({ kind: 'concatenate', axis: numberOf(config.get('axis') ?? -1) }),
}

const WEIGHTED = ['Dense', 'Conv2D', 'Conv2DTranspose', 'BatchNormalization']
/** The layers whose work is a program in the file, or in a file that is not handed in. */
const HOLDS_CODE = new Set(['Lambda', 'TFOpLambda', 'TensorFlowOpLayer', 'SlicingOpLambda'])

export interface KerasLayer {
  readonly name: string
  readonly className: string
  readonly config: Fields
  /** Names of the layers whose results it takes. */
  readonly from: readonly string[]
}

/**
 * What a layer does, as steps.
 *
 * @param weights - the layer's own by part, such as `kernel`, each with its whole name.
 * @throws ModelRefusal for a layer that is not in the closed list.
 */
export function layerSteps(
  { name, className, config, from }: KerasLayer,
  weights: ReadonlyMap<string, readonly [name: string, tensor: Tensor]>,
): { readonly steps: readonly Step[]; readonly constants: ReadonlyMap<string, Tensor>; readonly used: readonly string[] } {
  const where = `layer ${quoted(name)} (${className.slice(0, 40)})`
  const steps: Step[] = []
  const constants = new Map<string, Tensor>()
  const used: string[] = []

  /** The last step of a layer has its name. */
  const step = (operation: Operation, ...parameters: readonly string[]): void => {
    const inputs = steps.length === 0 ? from : [(steps.at(-1) as Step).output]
    steps.push({ label: where, operation, inputs: [...inputs, ...parameters], output: `${name} step ${steps.length}` })
  }
  const finished = () => {
    const last = steps.pop() as Step
    return { steps: [...steps, { ...last, output: name }], constants, used }
  }
  const weight = (part: string, rank: number): Tensor | undefined => {
    const found = weights.get(part)
    if (found === undefined) return undefined
    if (found[1].shape.length !== rank)
      throw new ModelRefusal(`has ${quoted(found[0])} with ${found[1].shape.length} axes; the ${where} takes ${rank}`)
    used.push(found[0])
    return found[1]
  }
  const kernel = (rank: number): string => {
    const tensor = weight('kernel', rank)
    if (tensor === undefined) throw new ModelRefusal(`has no weights ${quoted(`${name}/kernel`)} for the ${where}`)
    const units = numberOf(config.get('units') ?? config.get('filters'))
    const made = tensor.shape[className === 'Conv2DTranspose' ? 2 : rank - 1]
    if (units !== made) throw new ModelRefusal(`has the ${where} with ${units} outputs, but weights for ${made}`)
    constants.set(`${name}/kernel`, tensor)
    return `${name}/kernel`
  }
  const bias = (): string | undefined => {
    const tensor = weight('bias', 1)
    if (tensor === undefined) return undefined
    constants.set(`${name}/bias`, tensor)
    return `${name}/bias`
  }
  const finish = () => {
    const last = config.get('activation')
    if (last !== undefined && last !== null && last !== 'linear') step(activationNamed(last, where))
    return finished()
  }

  if (Object.hasOwn(PLAIN, className)) {
    step((PLAIN[className] as (typeof PLAIN)[string])(config, where))
    return finished()
  }
  switch (className) {
    case 'Dense': {
      step({ kind: 'product', transposed: false }, kernel(2))
      const added = bias()
      if (added !== undefined) step({ kind: 'add' }, added)
      return finish()
    }
    case 'Conv2D':
    case 'Conv2DTranspose': {
      if (numberOf(config.get('groups') ?? 1) !== 1) throw wrong('groups', where, config.get('groups'), '1')
      const window = convolutionOf(config, where, className === 'Conv2DTranspose')
      const channels = channelsOf(config)
      const parameters = [kernel(4), bias()].filter((one) => one !== undefined)
      if (className === 'Conv2D') step({ kind: 'convolution', window, channels }, ...parameters)
      else step({ kind: 'transposed-convolution', window, channels, extra: extraOf(config, where, window, constants) }, ...parameters)
      return finish()
    }
    case 'BatchNormalization': {
      const axis = Array.isArray(config.get('axis')) ? (config.get('axis') as unknown[])[0] : (config.get('axis') ?? -1)
      if (axis !== -1 && axis !== 3) throw wrong('axis', where, axis, 'the last one')
      const of = {
        gamma: weight('gamma', 1),
        beta: weight('beta', 1),
        mean: weight('moving_mean', 1),
        variance: weight('moving_variance', 1),
      }
      if (of.mean === undefined || of.variance === undefined) throw new ModelRefusal(`has no moving mean and variance for the ${where}`)
      const { scale, shift } = normalisation(of, numberOf(config.get('epsilon') ?? 1e-3), (count) => [count])
      constants.set(`${name}/scale`, scale).set(`${name}/shift`, shift)
      step({ kind: 'multiply' }, `${name}/scale`)
      step({ kind: 'add' }, `${name}/shift`)
      return finished()
    }
    default: {
      const why = HOLDS_CODE.has(className) ? 'holds code; no code out of a model file is run' : 'is not run here'
      throw new ModelRefusal(`has the ${where}, which ${why}. Known layers: InputLayer, ${[...WEIGHTED, ...Object.keys(PLAIN)].join(', ')}`)
    }
  }
}

function activation(name: ActivationName, alpha = 1): Operation {
  return { kind: 'activation', name, alpha, axis: -1 }
}

/** A text, or since Keras 3 a record with a class name. */
function activationNamed(value: unknown, where: string): Operation {
  const key = textOf(fieldsOf(value)?.get('class_name') ?? value).toLowerCase()
  if (!Object.hasOwn(ACTIVATIONS, key)) throw wrong('activation', where, value, `one of ${Object.keys(ACTIVATIONS).join(', ')}`)
  return activation(ACTIVATIONS[key] as ActivationName)
}

function channelsOf(config: Fields): Channels {
  return config.get('data_format') === 'channels_first' ? 'first' : 'last'
}

function convolutionOf(config: Fields, where: string, transposed: boolean): Window {
  const dilation = pairIn(config, 'dilation_rate', where, 1)
  if (transposed && (dilation[0] !== 1 || dilation[1] !== 1)) throw wrong('dilation_rate', where, dilation, '1')
  const padding = paddingOf(config, where)
  return { size: pairIn(config, 'kernel_size', where, 1), stride: pairIn(config, 'strides', where, 1), dilation, padding }
}

function poolOf(config: Fields, where: string): Window {
  const size = pairIn(config, 'pool_size', where, 2)
  const stride = (config.get('strides') ?? null) === null ? size : pairIn(config, 'strides', where, 2)
  return { size, stride, dilation: [1, 1], padding: paddingOf(config, where) }
}

function paddingOf(config: Fields, where: string): Window['padding'] {
  const padding = config.get('padding') ?? 'valid'
  if (padding !== 'valid' && padding !== 'same') throw wrong('padding', where, padding, '"valid" or "same"')
  return padding === 'same' ? 'same' : NO_PADDING
}

/** A stride larger than the filter leaves rows and columns of zeros behind. */
function extraOf(config: Fields, where: string, { stride }: Window, constants: ReadonlyMap<string, Tensor>): readonly [number, number] {
  if ((config.get('output_padding') ?? null) !== null) throw wrong('output_padding', where, config.get('output_padding'), 'none')
  const [kernel] = constants.values()
  const [height = 1, width = 1] = kernel?.shape ?? []
  return [Math.max(0, stride[0] - height), Math.max(0, stride[1] - width)]
}

function sidesOf(config: Fields, where: string): readonly [Sides, Sides] {
  const value = config.get('padding') ?? 1
  const sides =
    typeof value === 'number'
      ? [
          [value, value],
          [value, value],
        ]
      : Array.isArray(value)
        ? value.map((one) => (Array.isArray(one) ? one : [one, one]))
        : []
  const valid =
    sides.length === 2 && sides.flat().every((side) => Number.isSafeInteger(side) && side >= 0 && side <= 1000) && sides.flat().length === 4
  if (!valid) throw wrong('padding', where, value, 'integers')
  return sides as unknown as readonly [Sides, Sides]
}
