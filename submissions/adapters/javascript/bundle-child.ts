import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const FILES = { bootstrap: './bootstrap', tensors: './tensors', models: '../model/serve', reader: '../../reader/child' } as const

/** A program of ours for the child's side. */
export type ChildName = keyof typeof FILES
export const CHILDREN = Object.keys(FILES) as readonly ChildName[]

/**
 * Packages of the reader. In a checkout they are loaded from where they are when they are needed: to bundle them takes longer than all else of its
 * start. A build bundles all but esbuild, which starts a program of its own: to load their 170 files takes longer than to read a submission.
 */
export const READER_PACKAGES: readonly string[] = ['acorn', 'esbuild', 'pngjs', 'yaml', 'zod']
const NEVER_BUNDLED: readonly string[] = ['esbuild']

/** In a bundle, for what is known only where it runs: the place of the program as a URL, and of a package as a path. */
export const OWN_URL = 'assay-child:url'
export const PACKAGE = 'assay-child:package/'

/** Where the source of a program lies, or what it was compiled to. */
export function childUrl(name: ChildName): URL {
  return new URL(`${FILES[name]}${extname(import.meta.url)}`, import.meta.url)
}

/**
 * A program with all it imports as one CommonJS file, which says {@link OWN_URL} and {@link PACKAGE} in the place of paths.
 *
 * @param whole - with the packages of the reader.
 */
export async function bundleChild(name: ChildName, whole = false): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(childUrl(name))],
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(OWN_URL) },
    minifySyntax: true,
    plugins: name === 'reader' ? [inPlace(whole ? NEVER_BUNDLED : READER_PACKAGES)] : [],
    tsconfigRaw: '{}',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

function inPlace(packages: readonly string[]): Plugin {
  return {
    name: 'in-place',
    setup(build) {
      const filter = new RegExp(`^(?:${packages.join('|')})$`)
      build.onResolve({ filter }, ({ path }) => ({ path: `${PACKAGE}${path}`, external: true }))
    },
  }
}
