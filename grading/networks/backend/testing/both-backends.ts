import type { Tensor } from '@tensorflow/tfjs-core'
import { type Engine, loadCpu, loadEngine } from '../engine.ts'
import type { Tfjs } from '../tfjs.ts'

/** The engine as WebAssembly, with the cpu backend beside it to compare with. */
export async function wasmBesideCpu(): Promise<Engine> {
  const engine = await loadEngine(['wasm'])
  loadCpu(engine.tf)
  return engine
}

/** The numbers of some tensors as each backend computes them; nothing stays behind. */
export function onBoth(
  tf: Tfjs,
  compute: () => readonly Tensor[],
): { readonly wasm: readonly Float32Array[]; readonly cpu: readonly Float32Array[] } {
  const on = (backend: string): readonly Float32Array[] => {
    tf.setBackend(backend)
    return tf.tidy(() => compute().map((tensor) => Float32Array.from(tensor.dataSync())))
  }
  const cpu = on('cpu')
  return { wasm: on('wasm'), cpu }
}

/** The largest difference, relative to the largest number expected. */
export function relativeError(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY
  let worst = 0
  let largest = 1e-30
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((got[i] as number) - (expected[i] as number))
    worst = difference > worst || Number.isNaN(difference) ? difference : worst
    largest = Math.max(largest, Math.abs(expected[i] as number))
  }
  return worst / largest
}

export function dataIds(tf: Tfjs, backend = 'wasm'): number {
  return tf.findBackend(backend).numDataIds()
}
