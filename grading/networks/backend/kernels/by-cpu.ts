import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'
import type { Kernel, Wasm } from './wasm.ts'

interface CpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: DataType, values: unknown): TensorInfo
  disposeIntermediateTensorInfo(info: TensorInfo): void
}

/**
 * A kernel that the wasm backend lacks, by way of the cpu backend: copied there and back. For rare operations only.
 *
 * @param loadCpu - makes the cpu backend known; called when the kernel first runs.
 */
export function byCpu({ tf, backend }: Wasm, kernel: string, loadCpu: () => void): Kernel {
  let loaded = false
  return (inputs, attrs) => {
    if (!loaded) loadCpu()
    loaded = true
    const cpu = tf.findBackend('cpu') as CpuBackend | null
    const run = tf.getKernel(kernel, 'cpu')?.kernelFunc
    if (cpu === null || run === undefined) throw new Error(`${kernel} is not among the operations of this backend`)
    const copy = ({ shape, dtype, dataId }: TensorInfo): TensorInfo => cpu.makeTensorInfo(shape, dtype, backend.readSync(dataId))
    // The inputs of Einsum are a list, those of the others a record.
    const copies: object = Array.isArray(inputs)
      ? inputs.map(copy)
      : Object.fromEntries(Object.entries(inputs).map(([name, info]) => [name, copy(info)]))
    const result = run({ inputs: copies as never, backend: cpu, attrs: attrs as never }) as TensorInfo
    const values = cpu.readSync(result.dataId) as never
    const output = backend.makeOutput(result.shape, result.dtype, undefined, values)
    for (const info of [result, ...(Object.values(copies) as TensorInfo[])]) cpu.disposeIntermediateTensorInfo(info)
    return output
  }
}
