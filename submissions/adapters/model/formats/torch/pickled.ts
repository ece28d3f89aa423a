/** How the numbers of a storage are written, by the name of its class. */
export interface StorageKind {
  readonly bytes: number
  readonly dtype: 'float32' | 'float64' | 'int64'
  read(view: DataView, at: number, little: boolean): number
}

/** What a pickle of torch.save may hold. None of it is code, and nothing that it names is looked up. */
export type Pickled = null | boolean | number | bigint | string | PickledObject

export type PickledObject =
  | { readonly kind: 'mapping'; readonly entries: Map<Pickled, Pickled> }
  | { readonly kind: 'list'; readonly items: Pickled[] }
  | { readonly kind: 'tuple'; readonly items: readonly Pickled[] }
  | { readonly kind: 'global'; readonly name: string }
  | Storage
  | TensorView
  /** Anything that carries no weights, such as a device or the bytes of a random state. */
  | { readonly kind: 'inert' }

/** Numbers in a record of their own, `data/<key>`. */
export interface Storage {
  readonly kind: 'storage'
  readonly key: string
  readonly type: string
  readonly numbers: StorageKind
  readonly count: number
}

/** The part of a storage that a tensor shows; several tensors may show one. Offset and strides count numbers. */
export interface TensorView {
  readonly kind: 'tensor'
  readonly storage: Storage
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}
