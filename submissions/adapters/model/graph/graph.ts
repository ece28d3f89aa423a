import type { Tensor } from '#grading/model/tensor'

/** Where the channels of images stand: behind the batch, as PyTorch and ONNX have them, or last, as TensorFlow has them. */
export type Channels = 'first' | 'last'

/** Rows or columns that are added before and after. */
export type Sides = readonly [before: number, after: number]

/** What a convolution or a pooling looks at, vertical first. */
export interface Window {
  /** Of a pooling; a convolution has it from its filter. */
  readonly size: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  /** `same`: as many outputs as inputs divided by the stride, rounded up. */
  readonly padding: 'same' | readonly [Sides, Sides]
}

/** Functions of one number each, and those that turn the numbers of one axis into shares. */
export type ActivationName =
  | 'relu'
  | 'leaky-relu'
  | 'elu'
  | 'selu'
  | 'sigmoid'
  | 'tanh'
  | 'softplus'
  | 'softmax'
  | 'log-softmax'
  | 'linear'
  | 'gelu'
  | 'gelu-tanh'
  | 'erf'
  | 'exponential'
  | 'logarithm'
  | 'square-root'
  | 'negative'
  | 'absolute'
  | 'reciprocal'
  | 'floor'
  | 'ceiling'
  | 'round'
  | 'truncate'
  | 'sign'
  | 'not'

/** Operations of two arrays, number by number, with axes of length 1 repeated. Comparisons give 0 or 1. */
export type PairName =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'power'
  | 'maximum'
  | 'minimum'
  | 'equal'
  | 'greater'
  | 'greater-or-equal'
  | 'and'
  | 'or'

export type ReductionName = 'mean' | 'sum' | 'largest' | 'smallest' | 'product'

/** One of the operations that are run here; there are no others, none that loops and none that reads a file. */
export type Operation =
  /** Inputs: images, filter [height, width, in, out], perhaps a bias [out]. With `groups`, in is the share of one group. */
  | { readonly kind: 'convolution'; readonly window: Window; readonly channels: Channels; readonly groups?: number }
  /**
   * Inputs: images, filter [height, width, out, in], perhaps a bias [out]. `extra` rows and columns make the output larger. With `groups`,
   * out is the share of one group.
   */
  | {
      readonly kind: 'transposed-convolution'
      readonly window: Window
      readonly channels: Channels
      readonly extra: readonly [number, number]
      readonly groups?: number
    }
  | { readonly kind: 'max-pool' | 'average-pool'; readonly window: Window; readonly channels: Channels }
  /** Means over the sides of images. */
  | { readonly kind: 'global-average'; readonly channels: Channels; readonly keepSides: boolean }
  /** Rows of numbers by a matrix [in, out]; `transposed`: the matrix is [out, in]. */
  | { readonly kind: 'product'; readonly transposed: boolean }
  /** Matrices by matrices: [n, rows, in] by [n, in, out]. */
  | { readonly kind: 'products' }
  | { readonly kind: PairName }
  /** Inputs: 0 or 1, what is taken for 1, what is taken for 0. */
  | { readonly kind: 'select' }
  | { readonly kind: 'clip'; readonly least: number; readonly most: number }
  | { readonly kind: 'reduce'; readonly by: ReductionName; readonly axes: readonly number[]; readonly keepSides: boolean }
  /** The places of an axis that are taken, in this order, each as often as it is named. */
  | { readonly kind: 'gather'; readonly axis: number; readonly indices: readonly number[] }
  /** 0 keeps an axis, one −1 is worked out. The batch is the first axis. */
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  | { readonly kind: 'transpose'; readonly order: readonly number[] }
  | { readonly kind: 'activation'; readonly name: ActivationName; readonly alpha: number; readonly axis: number }
  | { readonly kind: 'concatenate'; readonly axis: number }
  | { readonly kind: 'upsample'; readonly factor: readonly [number, number]; readonly channels: Channels; readonly smooth: boolean }
  /** Of every axis. */
  | { readonly kind: 'pad'; readonly padding: readonly Sides[]; readonly value: number }

export interface Step {
  /** As messages name it, such as `layer "conv2d_1"`. */
  readonly label: string
  readonly operation: Operation
  /** Names of inputs, of constants or of outputs of earlier steps. */
  readonly inputs: readonly string[]
  readonly output: string
}

export interface GraphInput {
  readonly name: string
  /** Under which it is found among skips that have names. */
  readonly skip?: string
  /** The batch first; `undefined`: any length. */
  readonly shape: readonly (number | undefined)[]
}

/** A model as data, whatever file it came from. */
export interface Model {
  readonly inputs: readonly GraphInput[]
  readonly outputs: readonly string[]
  /** Of layers that are declared: the names of the outputs behind the first, and whether the order of skips that are handed in is said. */
  readonly skips?: { readonly handedOut: readonly string[]; readonly ordered: boolean }
  /**
   * What is computed from inputs of these shapes, the batch first.
   *
   * @throws ModelRefusal if a step does not fit them.
   */
  graphFor(shapes: readonly (readonly number[])[]): Graph
}

export interface Graph {
  readonly constants: ReadonlyMap<string, Tensor>
  /** Each after the steps whose outputs it takes. */
  readonly steps: readonly Step[]
}

export const NO_PADDING: readonly [Sides, Sides] = [
  [0, 0],
  [0, 0],
]
