import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type * as core from '@tensorflow/tfjs-core'

export type Core = typeof core
export type Info = core.TensorInfo
export type Inputs = Readonly<Record<string, Info>>
export type Attributes = Readonly<Record<string, unknown>>
export type Kernel = (inputs: Inputs, attributes: Attributes) => Info

/** The wasm backend as its kernels see it. Its members are public in the type declarations of 4.22.0, not in the documentation. */
export interface Wasm {
  readonly tf: Core
  readonly backend: BackendWasm
  /** Runs a kernel as the package ships it. */
  stock(kernel: string, inputs: Inputs, attributes?: Attributes): Info
}

/** A view of a tensor on the heap. It is dead after the next allocation, which may move the heap: allocate first, look then. */
export function floats({ backend }: Wasm, info: Info): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array
}

export function release({ backend }: Wasm, ...infos: readonly Info[]): void {
  for (const { dataId } of infos) backend.disposeData(dataId)
}

export function refuseChannelsFirst(kernel: string, dataFormat: unknown): void {
  if (dataFormat !== undefined && dataFormat !== 'NHWC' && dataFormat !== 'channelsLast') {
    throw new Error(`${kernel}: images must be [batch, height, width, channels] (NHWC) here; got dataFormat ${String(dataFormat)}`)
  }
}
