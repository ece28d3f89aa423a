import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hasNativeLibrary } from './native-library.ts'
import { TFJS_VERSION } from './tfjs.ts'

const PACKAGES = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-wasm']
/** A module with one vector instruction, as tfjs itself asks with. */
const WITH_SIMD = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11])

/**
 * What {@link loadEngine} gives its engine as a version, without the 0.3 s that loading takes. What is foretold is the only engine that is
 * tried, by whatever process: where it does not work, nothing computes, and nothing is computed by another one than reports name.
 *
 * @returns `undefined` where only loading tells: a native library may fail, and packages may be missing or of another version.
 */
export function foretoldEngine(): string | undefined {
  const { WebAssembly: wasm } = globalThis as { readonly WebAssembly?: { validate(module: Uint8Array): boolean } }
  if (hasNativeLibrary() || wasm === undefined || !PACKAGES.every(isRightVersion)) return undefined
  return `tfjs ${TFJS_VERSION} wasm${wasm.validate(WITH_SIMD) ? ' simd' : ''}`
}

function isRightVersion(name: string): boolean {
  try {
    const file = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: unknown }).version === TFJS_VERSION
  } catch {
    return false
  }
}
