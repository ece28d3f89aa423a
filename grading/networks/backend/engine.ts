import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { addChainedOperations } from './chained-operations.ts'
import { foretoldEngine } from './foretold.ts'
import { patchKernels } from './kernels/patch.ts'
import { hasNativeLibrary, prepareNativeLibrary } from './native-library.ts'
import { failedProbe } from './probe.ts'
import { EngineError, expectVersion, load, requireTfjs, type Tfjs } from './tfjs.ts'

export type EngineName = 'tfjs-node' | 'wasm' | 'cpu'

export interface Engine {
  readonly tf: Tfjs
  readonly name: EngineName
  /** As a report names it, such as `tfjs 4.22.0 wasm simd`. */
  readonly version: string
  /** Why the engines before this one in the order of preference were not taken, one sentence each. */
  readonly passedOver: readonly string[]
}

/** Fastest first. */
const ORDER: readonly EngineName[] = ['tfjs-node', 'wasm', 'cpu']

let loaded: Promise<Engine> | undefined

/**
 * The engine that computes with tensors in this process: WebAssembly with the kernels of this folder; where tfjs-node is installed, that if it
 * computes correctly; where neither does, plain JavaScript. Loaded once, on the first call (0.3 s).
 *
 * @param order - which engines to try; the first call decides.
 * @throws EngineError if none works.
 */
export function loadEngine(order: readonly EngineName[] = foretoldEngine() === undefined ? ORDER : ['wasm']): Promise<Engine> {
  loaded ??= firstWorking(order)
  return loaded
}

async function firstWorking(order: readonly EngineName[]): Promise<Engine> {
  const tf = requireTfjs()
  addChainedOperations(tf)
  const passedOver: string[] = []
  for (const name of order) {
    try {
      const version = await START[name](tf)
      const failed = failedProbe(tf)
      if (failed === undefined) return { tf, name, version, passedOver }
      passedOver.push(`${name} computes ${failed} wrongly`)
    } catch (error) {
      passedOver.push(error instanceof EngineError ? error.message : `${name} does not start: ${String(error)}`)
    }
  }
  throw new EngineError(`no tensor backend works on this machine: ${passedOver.join('; ')}`)
}

const START: Readonly<Record<EngineName, (tf: Tfjs) => Promise<string>>> = {
  async 'tfjs-node'(tf) {
    if (!hasNativeLibrary()) throw new EngineError('tfjs-node is not installed, or without its native library')
    prepareNativeLibrary()
    const { version } = load('@tensorflow/tfjs-node') as { readonly version: Readonly<Record<string, string>> }
    if (tf.findBackend('tensorflow') === null) throw new EngineError('@tensorflow/tfjs-node brought a tfjs-core of its own')
    await use(tf, 'tensorflow')
    return `tfjs-node ${version['tfjs-node'] ?? 'of unknown version'}`
  },
  async wasm(tf) {
    const { version_wasm } = await withoutNewListeners(async () => {
      const wasm = load('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm')
      await use(tf, 'wasm')
      return wasm
    })
    expectVersion('@tensorflow/tfjs-backend-wasm', version_wasm)
    patchKernels(tf, tf.backend() as unknown as BackendWasm, () => loadCpu(tf))
    return `tfjs ${version_wasm} wasm${(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true ? ' simd' : ''}`
  },
  async cpu(tf) {
    loadCpu(tf)
    await use(tf, 'cpu')
    return `tfjs ${tf.version_core} cpu`
  },
}

/** Makes the cpu backend known. @throws EngineError if it is missing. */
export function loadCpu(tf: Tfjs): void {
  load('@tensorflow/tfjs-backend-cpu')
  const cpu = tf.findBackend('cpu')
  if (cpu === null) throw new EngineError('the backend cpu does not start')
  // Its first use prints an advertisement for tfjs-node, except in the package's own tests.
  tf.env().set('IS_TEST', true)
  cpu.disposeData(cpu.write(new Float32Array(1), [1], 'float32'))
  tf.env().set('IS_TEST', false)
}

async function use(tf: Tfjs, backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new EngineError(`the backend ${backend} does not start`)
  await tf.ready()
}

/** The wasm module throws every uncaught error again from a listener of its own, which would end the process. */
async function withoutNewListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')))
  const result = await start()
  events.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (before[i]?.has(listener) === false) process.removeListener(event, listener)
    }
  })
  return result
}
