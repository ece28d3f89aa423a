import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const FILES = { bootstrap: './bootstrap', tensors: './tensors', models: '../model/serve', reader: '../../reader/child' } as const

/** Packages of the reader, loaded from where they are when they are needed: to bundle them takes longer than all else of its start. */
export const READER_PACKAGES: readonly string[] = ['esbuild', 'pngjs', 'yaml', 'zod']

const bundles = new Map<string, Promise<string>>()

/** A file of the child's side with all it imports as one CommonJS file, made once per grading process. */
export function childCode(name: keyof typeof FILES): Promise<string> {
  const url = new URL(`${FILES[name]}${extname(import.meta.url)}`, import.meta.url)
  let bundle = bundles.get(name)
  if (bundle === undefined) {
    bundle = esbuild
      .build({
        entryPoints: [fileURLToPath(url)],
        bundle: true,
        write: false,
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        // Packages are looked for from where the file really is.
        define: { 'import.meta.url': JSON.stringify(url.href) },
        minifySyntax: true,
        plugins: name === 'reader' ? [inPlace(createRequire(url))] : [],
        tsconfigRaw: '{}',
        logLevel: 'silent',
      })
      .then(({ outputFiles }) => outputFiles[0]?.text ?? '')
    bundles.set(name, bundle)
  }
  return bundle
}

function inPlace({ resolve }: NodeJS.Require): esbuild.Plugin {
  return {
    name: 'in-place',
    setup(build) {
      const filter = new RegExp(`^(?:${READER_PACKAGES.join('|')})$`)
      build.onResolve({ filter }, ({ path }) => ({ path: resolve(path), external: true }))
    },
  }
}
