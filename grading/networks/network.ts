export type Activation = 'linear' | 'relu' | 'sigmoid'

/** One step of a network. Images are [height, width, channels]; convolutions pad so that the size is the input's divided by the stride. */
export type Layer =
  | { readonly kind: 'dense'; readonly units: number; readonly activation: Activation }
  | {
      readonly kind: 'convolution'
      readonly filters: number
      readonly size: number
      readonly stride: number
      readonly activation: Activation
    }
  | {
      readonly kind: 'transposed-convolution'
      readonly filters: number
      readonly size: number
      readonly stride: number
      readonly activation: Activation
    }
  /** 2 × 2, stride 2. */
  | { readonly kind: 'max-pool' }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'reshape'; readonly shape: readonly [number, number, number] }
  /** While training only. */
  | { readonly kind: 'dropout'; readonly rate: number }
  /** Hands the current images over to a later `add-skip`, past everything between. */
  | { readonly kind: 'skip'; readonly name: string }
  | { readonly kind: 'add-skip'; readonly name: string }

export interface Stage {
  /** In front of the names of its parameters. */
  readonly name: string
  /** Of one input. */
  readonly input: readonly number[]
  readonly layers: readonly Layer[]
}

export interface Classifier {
  readonly kind: 'classifier'
  readonly name: string
  readonly stage: Stage
}

export interface Autoencoder {
  readonly kind: 'autoencoder'
  readonly name: string
  readonly encoder: Stage
  readonly decoder: Stage
  /** Numbers in the code. */
  readonly code: number
  /** Standard deviation of the noise that it was trained to remove; 0: trained on clean images. */
  readonly noise: number
}

export type Network = Classifier | Autoencoder

/**
 * The parts of a network: its encoder and decoder, or all of it.
 *
 * @example
 * ```ts
 * stagesOf(autoencoder).map(({ name }) => name)
 * ```
 */
export function stagesOf(network: Network): readonly Stage[] {
  return network.kind === 'classifier' ? [network.stage] : [network.encoder, network.decoder]
}

export interface Parameter {
  readonly name: string
  readonly shape: readonly number[]
  /** Numbers that add up to one output, for the scale of the first values; 0 for a bias. */
  readonly fanIn: number
  /** Outputs that one number adds to; 0 for a bias. */
  readonly fanOut: number
  readonly activation: Activation
}

/**
 * The shape of one image or vector after each layer.
 *
 * @example
 * ```ts
 * shapesOf(encoder).at(-1) // shape of the code
 * ```
 */
export function shapesOf({ input, layers }: Stage): readonly (readonly number[])[] {
  const shapes: (readonly number[])[] = []
  let shape = input
  for (const layer of layers) {
    shape = shapeAfter(layer, shape)
    shapes.push(shape)
  }
  return shapes
}

function shapeAfter(layer: Layer, shape: readonly number[]): readonly number[] {
  const [height = 1, width = 1, channels = 1] = shape
  switch (layer.kind) {
    case 'dense':
      return [layer.units]
    case 'convolution':
      return [Math.ceil(height / layer.stride), Math.ceil(width / layer.stride), layer.filters]
    case 'transposed-convolution':
      return [height * layer.stride, width * layer.stride, layer.filters]
    case 'max-pool':
      return [Math.floor(height / 2), Math.floor(width / 2), channels]
    case 'flatten':
      return [height * width * channels]
    case 'reshape':
      return layer.shape
    case 'dropout':
    case 'skip':
    case 'add-skip':
      return shape
  }
}

/**
 * The parameters in the order of the layers, named `<stage>.<layer>.weight` and `.bias`. Weights are [in, out] for dense layers,
 * [height, width, in, out] for convolutions and [height, width, out, in] for transposed ones.
 * @example
 * ```ts
 * parametersOf(encoder).map(({ name, shape }) => [name, shape])
 * ```
 */
export function parametersOf(stage: Stage): readonly Parameter[] {
  const shapes = [stage.input, ...shapesOf(stage)]
  return stage.layers.flatMap((layer, i) => parametersOfLayer(layer, (shapes[i] as readonly number[]).at(-1) ?? 1, `${stage.name}.${i}`))
}

/** @param inner - channels or numbers that come in. */
function parametersOfLayer(layer: Layer, inner: number, name: string): readonly Parameter[] {
  const of = (shape: readonly number[], fanIn: number, fanOut: number, outputs: number, activation: Activation): readonly Parameter[] => [
    { name: `${name}.weight`, shape, fanIn, fanOut, activation },
    { name: `${name}.bias`, shape: [outputs], fanIn: 0, fanOut: 0, activation },
  ]
  switch (layer.kind) {
    case 'dense':
      return of([inner, layer.units], inner, layer.units, layer.units, layer.activation)
    case 'convolution': {
      const window = layer.size ** 2
      return of([layer.size, layer.size, inner, layer.filters], window * inner, window * layer.filters, layer.filters, layer.activation)
    }
    case 'transposed-convolution': {
      // Each output is reached by one window's share of the inputs.
      const share = (layer.size / layer.stride) ** 2
      return of([layer.size, layer.size, layer.filters, inner], share * inner, share * layer.filters, layer.filters, layer.activation)
    }
    case 'max-pool':
    case 'flatten':
    case 'reshape':
    case 'dropout':
    case 'skip':
    case 'add-skip':
      return []
  }
}
