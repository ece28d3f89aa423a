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

/**
 * What the native library must find in the environment before it is loaded. With oneDNN a transposed convolution with a filter of 2 × 2 and
 * without padding answers [2, 0, 0, 0] for [2, 2, 2, 2]; and it greets on stderr, which belongs to the submission.
 *
 * @param environment - of this process; a copy of it, as worker threads have one, does not reach the library.
 */
export function prepareNativeLibrary(environment: NodeJS.ProcessEnv = process.env): void {
  environment.TF_ENABLE_ONEDNN_OPTS = '0'
  environment.TF_CPP_MIN_LOG_LEVEL ??= '2'
}
