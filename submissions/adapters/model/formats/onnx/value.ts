import type { DType, Tensor } from '#grading/model/tensor'

/** Numbers of a type that holds integers only are computed with exactly as long as they are constants. */
export type ElementType = 'float32' | 'float64' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'int64' | 'bool'

/** What a name of the file stands for while the graph is made. */
export interface Value {
  /** Of the step or input that makes it; of a constant, none. */
  readonly name: string
  readonly shape: readonly number[]
  readonly type: ElementType
  /** Of a constant. */
  readonly tensor?: Tensor
}

export function isWhole(type: ElementType): boolean {
  return type !== 'float32' && type !== 'float64'
}

/** How a constant of the type is held. */
export function dtypeOf(type: ElementType): DType {
  return isWhole(type) ? 'int64' : type === 'float64' ? 'float64' : 'float32'
}

/** Least and greatest number of a type that a network is quantised to. */
export const RANGES: { readonly [K in ElementType]?: readonly [number, number] } = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
}
