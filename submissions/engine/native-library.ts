import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Whether tfjs-node is installed with the library that computes. With `--ignore-scripts`, or where its download fails, npm can leave the
 * package without it; it then loads for 0.3 s and throws.
 */
export function hasNativeLibrary(): boolean {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json')), 'lib')
    return readdirSync(folder).some((abi) => existsSync(join(folder, abi, 'tfjs_binding.node')))
  } catch {
    return false
  }
}
