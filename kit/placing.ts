import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Plugin } from 'esbuild'

/** Not where it is the name of something, in quotes. */
const OWN_PLACE = /(?<!['"])\bimport\.meta\.url\b/g

/**
 * In a bundle, what asks for its own place is told where the file lies that it was written in.
 *
 * @param root - of the files that are bundled, absolute.
 * @param folder - of the bundle, relative to what stands for the root.
 */
export function placing(root: string, folder: string): Plugin {
  return {
    name: 'place',
    setup(build) {
      build.onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const inside = relative(root, path)
        if (inside.startsWith('..') || inside.split(sep).includes('node_modules')) return undefined
        const text = readFileSync(path, 'utf8')
        if (!OWN_PLACE.test(text)) return undefined
        const written = relative(folder, inside).replaceAll(sep, '/').replace(/\.ts$/, '.js')
        const url = `new URL(${JSON.stringify(written.startsWith('.') ? written : `./${written}`)}, import.meta.url).href`
        return { contents: text.replaceAll(OWN_PLACE, url), loader: 'ts' }
      })
    },
  }
}
