import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { NamedAttrMap, NamedTensorInfoMap } from '@tensorflow/tfjs-core'
import { byCpu } from './by-cpu.ts'
import { conv2d } from './conv2d.ts'
import { conv2dBackpropFilter } from './conv2d-backprop-filter.ts'
import { conv2dBackpropInput } from './conv2d-backprop-input.ts'
import { matMul } from './mat-mul.ts'
import { maxPoolGrad } from './max-pool-grad.ts'
import { reduce } from './reduce.ts'
import type { Attributes, Core, Info, Inputs, Kernel, Wasm } from './wasm.ts'

/** Missing in the wasm backend and needed for the gradients of depthwise convolutions, of gather and embeddings, and by einsum. */
const BY_CPU = ['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput', 'Einsum', 'UnsortedSegmentSum']

/**
 * Replaces the kernels of the wasm backend that are missing, wrong or very slow in 4.22.0. Known and left as they are, because nothing here
 * depends on them: `clipByValue`, `maximum`, `minimum`, `relu6` and max-pooling hide a NaN (so numbers are tested for being finite before
 * any of these), and convolutions take NHWC only.
 *
 * @param loadCpu - makes the cpu backend known to `tf`.
 */
export function patchKernels(tf: Core, backend: BackendWasm, loadCpu: () => void): void {
  const shipped = new Map<string, Kernel>()
  const wasm: Wasm = { tf, backend, stock: (kernel, inputs, attributes = {}) => stock(kernel)(inputs, attributes) }

  const stock = (name: string): Kernel => {
    let kernel = shipped.get(name)
    if (kernel === undefined) {
      const run = tf.getKernel(name, 'wasm')?.kernelFunc
      if (run === undefined) throw new Error(`the wasm backend has no kernel ${name}`)
      kernel = (inputs: Inputs, attrs: Attributes) =>
        run({ inputs: inputs as NamedTensorInfoMap, backend, attrs: attrs as NamedAttrMap }) as Info
      shipped.set(name, kernel)
    }
    return kernel
  }

  const replacements: Readonly<Record<string, Kernel>> = {
    BatchMatMul: matMul(wasm, false),
    _FusedMatMul: matMul(wasm, true),
    Conv2D: conv2d(wasm, 'Conv2D'),
    FusedConv2D: conv2d(wasm, 'FusedConv2D'),
    DepthwiseConv2dNative: conv2d(wasm, 'DepthwiseConv2dNative'),
    FusedDepthwiseConv2D: conv2d(wasm, 'FusedDepthwiseConv2D'),
    Conv2DBackpropFilter: conv2dBackpropFilter(wasm),
    Conv2DBackpropInput: conv2dBackpropInput(wasm),
    MaxPoolGrad: maxPoolGrad(wasm),
    Sum: reduce(wasm, 'Sum'),
    Mean: reduce(wasm, 'Mean'),
    ...Object.fromEntries(BY_CPU.map((name) => [name, byCpu(wasm, name, loadCpu)])),
  }
  for (const [kernelName, kernel] of Object.entries(replacements)) {
    if (tf.getKernel(kernelName, 'wasm') !== undefined) {
      stock(kernelName)
      tf.unregisterKernel(kernelName, 'wasm')
    }
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => kernel(inputs as Inputs, (attrs ?? {}) as Attributes),
    })
  }
}
