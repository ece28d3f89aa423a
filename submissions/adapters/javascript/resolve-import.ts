import { builtinModules } from 'node:module'
import { posix } from 'node:path'

/** Tried in this order, as bundlers do; a name that exists as written comes first. */
const ENDINGS = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json', '/index.ts', '/index.js']
/** TypeScript writes the name of the file that will be made. */
const WRITTEN_AS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
  [/\.jsx$/, ['.tsx']],
]
const BUILTIN = new Set(builtinModules)
/** All of them are answered with the engine that is here: one record with the operations and the layers. */
const TENSORS = new Set([
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-layers',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
])

export type Resolved =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'tensors' }
  /** `reason` completes "import of …". */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Where an import of a submission leads: a file of its own, a module of Node itself or TensorFlow.js, never anything else on this machine.
 *
 * @param files - the submission's files, relative.
 * @param importer - the file that imports, relative.
 */
export function resolveImport(specifier: string, importer: string, files: ReadonlySet<string>): Resolved {
  if (specifier.startsWith('node:') || BUILTIN.has(specifier)) return { kind: 'builtin' }
  if (TENSORS.has(specifier)) return { kind: 'tensors' }
  if (specifier.startsWith('/') || specifier.startsWith('file:') || /^[A-Za-z]:[\\/]/.test(specifier)) {
    return { kind: 'refused', reason: 'is an absolute path; use a path relative to the file' }
  }
  if (!/^\.{1,2}(\/|$)/.test(specifier)) {
    return { kind: 'refused', reason: 'names a package; only your own files, the modules of Node and @tensorflow/tfjs can be imported' }
  }
  const target = posix.normalize(posix.join(posix.dirname(importer), specifier))
  if (target === '..' || target.startsWith('../')) return { kind: 'refused', reason: 'leads outside the submitted folder' }
  const base = target === '.' ? '' : target.replace(/\/$/, '')
  for (const ending of ENDINGS) {
    const file = base === '' ? ending.replace(/^\//, '') : `${base}${ending}`
    if (files.has(file)) return { kind: 'file', file }
  }
  for (const [written, endings] of WRITTEN_AS) {
    if (!written.test(base)) continue
    for (const ending of endings) {
      const file = base.replace(written, ending)
      if (files.has(file)) return { kind: 'file', file }
    }
  }
  return { kind: 'refused', reason: 'names a file that was not submitted' }
}
