import type { Tensor } from '../../../../grading/model/tensor.ts'

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

export type ActivationName = 'relu' | 'leaky-relu' | 'elu' | 'selu' | 'sigmoid' | 'tanh' | 'softplus' | 'softmax' | 'log-softmax' | 'linear'

/** One of the operations that are run here; there are no others, none that loops and none that reads a file. */
export type Operation =
  /** Inputs: images, filter [height, width, in, out], perhaps a bias [out]. */
  | { readonly kind: 'convolution'; readonly window: Window; readonly channels: Channels }
  /** Inputs: images, filter [height, width, out, in], perhaps a bias [out]. `extra` rows and columns make the output larger. */
  | {
      readonly kind: 'transposed-convolution'
      readonly window: Window
      readonly channels: Channels
      readonly extra: readonly [number, number]
    }
  | { readonly kind: 'max-pool' | 'average-pool'; readonly window: Window; readonly channels: Channels }
  /** Means over the sides of images. */
  | { readonly kind: 'global-average'; readonly channels: Channels; readonly keepSides: boolean }
  /** Rows of numbers by a matrix [in, out]; `transposed`: the matrix is [out, in]. */
  | { readonly kind: 'product'; readonly transposed: boolean }
  /** Number by number, with axes of length 1 repeated. */
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide' }
  /** 0 keeps an axis, one −1 is worked out. The batch is the first axis. */
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  | { readonly kind: 'transpose'; readonly order: readonly number[] }
  | { readonly kind: 'activation'; readonly name: ActivationName; readonly alpha: number; readonly axis: number }
  | { readonly kind: 'concatenate'; readonly axis: number }
  | { readonly kind: 'upsample'; readonly factor: readonly [number, number]; readonly channels: Channels; readonly smooth: boolean }
  | { readonly kind: 'pad'; readonly padding: readonly [Sides, Sides]; readonly channels: Channels }

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
  /** The batch first; `undefined`: any length. */
  readonly shape: readonly (number | undefined)[]
}

/** A model as data, whatever file it came from. */
export interface Graph {
  readonly inputs: readonly GraphInput[]
  readonly constants: ReadonlyMap<string, Tensor>
  /** Each after the steps whose outputs it takes. */
  readonly steps: readonly Step[]
  readonly outputs: readonly string[]
}

export const NO_PADDING: readonly [Sides, Sides] = [
  [0, 0],
  [0, 0],
]
