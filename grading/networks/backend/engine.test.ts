import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadEngine } from './engine.ts'
import { foretoldEngine } from './foretold.ts'
import { hasNativeLibrary, prepareNativeLibrary } from './native-library.ts'
import { failedProbe } from './probe.ts'
import { load, TFJS_VERSION, type Tfjs } from './tfjs.ts'

describe('the engine', () => {
  it('computes with WebAssembly and SIMD where no native library is installed', async () => {
    const { name, version } = await loadEngine(['wasm', 'cpu'])
    expect({ name, version }).toEqual({ name: 'wasm', version: `tfjs ${TFJS_VERSION} wasm simd` })
  })

  it('is the one that was foretold without loading it, and the only one that is tried then', async () => {
    const { version, passedOver } = await loadEngine()
    expect(version).toBe(foretoldEngine() ?? version)
    expect(passedOver).toEqual([])
    if (!hasNativeLibrary()) expect(foretoldEngine()).toBe(`tfjs ${TFJS_VERSION} wasm simd`)
  })

  it('is loaded once', async () => {
    expect((await loadEngine()).tf).toBe((await loadEngine()).tf)
  })

  it('leaves no listener of the wasm module that would end the process on an error', async () => {
    const before = process.listenerCount('uncaughtException')
    await loadEngine()
    expect(process.listenerCount('uncaughtException')).toBe(before)
    expect(process.listeners('unhandledRejection').every((listener) => !String(listener).includes('throw'))).toBe(true)
  })

  it('gives tensors the methods of the union package', async () => {
    const { tf } = await loadEngine()
    const x = tf.tensor1d([-1, 2]) as unknown as {
      relu(): { sum(): { dataSync(): Float32Array } }
      as2D(rows: number, columns: number): { shape: number[] }
    }
    expect(x.relu().sum().dataSync()[0]).toBe(2)
    expect(x.as2D(2, 1).shape).toEqual([2, 1])
  })
})

describe('a probe', () => {
  it('passes on this engine', async () => {
    expect(failedProbe((await loadEngine()).tf)).toBeUndefined()
  })

  it('names the operation that comes out wrong, and one that throws', async () => {
    const { tf } = await loadEngine()
    expect(failedProbe({ ...tf, mean: tf.sum } as Tfjs)).toBe('a mean')
    expect(
      failedProbe({
        ...tf,
        maxPool: () => {
          throw new Error('no kernel')
        },
      } as unknown as Tfjs),
    ).toBe('max-pooling')
  })
})

describe('the native library', () => {
  it('is told not to use oneDNN and not to greet, before it is loaded', () => {
    const environment: NodeJS.ProcessEnv = { TF_ENABLE_ONEDNN_OPTS: '1' }
    prepareNativeLibrary(environment)
    expect(environment).toEqual({ TF_ENABLE_ONEDNN_OPTS: '0', TF_CPP_MIN_LOG_LEVEL: '2' })
  })

  it('is not taken where it computes as oneDNN does', async () => {
    const { tf } = await loadEngine()
    const nothing = { ...tf, conv2dTranspose: (...given: Parameters<Tfjs['conv2dTranspose']>) => tf.mul(tf.conv2dTranspose(...given), 0) }
    expect(failedProbe(nothing as unknown as Tfjs)).toBe('a transposed convolution')
    const strided = {
      ...tf,
      conv2dTranspose: (...given: Parameters<Tfjs['conv2dTranspose']>) => tf.mul(tf.conv2dTranspose(...given), given[3] === 2 ? 0 : 1),
    }
    expect(failedProbe(strided as unknown as Tfjs)).toBe('a transposed convolution with a stride')
    expect(failedProbe({ ...tf, depthwiseConv2d: tf.conv2d } as unknown as Tfjs)).toBe('a convolution of each channel by itself')
  })
})

describe('the kernels of this folder belong to one release', () => {
  const names = ['core', 'layers', 'converter', 'backend-wasm', 'backend-cpu'].map((part) => `@tensorflow/tfjs-${part}`)
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>

  it.each(names)('%s is installed in it', (name) => {
    expect((load(`${name}/package.json`) as { version: string }).version).toBe('4.22.0')
  })

  it.each(names)('%s is asked for in exactly it', (name) => {
    expect(dependencies?.[name]).toBe('4.22.0')
  })

  it('tfjs-node is, too', () => {
    expect(optionalDependencies?.['@tensorflow/tfjs-node']).toBe('4.22.0')
  })
})
