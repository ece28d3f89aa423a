import { createRequire } from 'node:module'
import type * as core from '@tensorflow/tfjs-core'
import type * as layers from '@tensorflow/tfjs-layers'

/** The only release that the kernel patch was written for and tested with. */
export const TFJS_VERSION = '4.22.0'

/** The operations and the layers in one record, as the package `@tensorflow/tfjs` has them. */
export type Tfjs = typeof core & typeof layers

// The CommonJS builds load in half the time of the ES modules.
const require = createRequire(import.meta.url)

export class EngineError extends Error {
  override readonly name = 'EngineError'
}

/** @throws EngineError if a package is missing or of another version than {@link TFJS_VERSION}. */
export function requireTfjs(): Tfjs {
  const operations = load('@tensorflow/tfjs-core') as typeof core
  const { version_layers, ...models } = load('@tensorflow/tfjs-layers') as typeof layers
  expectVersion('@tensorflow/tfjs-core', operations.version_core)
  expectVersion('@tensorflow/tfjs-layers', version_layers)
  return { ...operations, ...models, version_layers } as unknown as Tfjs
}

export function expectVersion(name: string, version: string): void {
  if (version !== TFJS_VERSION) throw new EngineError(`${name} is ${version}; the kernels here belong to exactly ${TFJS_VERSION}`)
}

export function load(name: string): unknown {
  try {
    return require(name)
  } catch (error) {
    throw new EngineError(`${name} cannot be loaded: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`)
  }
}
