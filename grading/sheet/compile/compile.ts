import { readFileSync, realpathSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, isAbsolute, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildFailure, Message, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { FACES } from '../faces.ts'
import { publicFile, ROOT } from './installation.ts'
import { loadedFiles } from './sheet-files.ts'
import { SourceError } from './source-error.ts'

/** Not where it is the name of something, in quotes. */
const OWN_PLACE = /(?<!['"])\bimport\.meta\.url\b/g
/** Comes with Assay, which makes inputs with it. */
const FAST_CHECK = 'fast-check'
const RESOLVED = Symbol('resolved')

/**
 * Writes what a sheet's files compile to, with source maps. Packages stay where they are; `assay`, `assay/*` and `fast-check` are those of this
 * installation, wherever the sheet lies.
 *
 * @param root - of the sheet, absolute, without symbolic links.
 * @param files - its code.
 * @throws SourceError for a file that is no TypeScript, or imports what it cannot have, with the line.
 */
export async function compile(root: string, files: readonly string[], outdir: string): Promise<void> {
  const { build } = await import('esbuild')
  try {
    await build({
      entryPoints: [...loadedFiles(files)],
      absWorkingDir: root,
      outbase: root,
      outdir,
      bundle: true,
      splitting: true,
      chunkNames: 'shared-[hash]',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      tsconfigRaw: '{}',
      logLevel: 'silent',
      plugins: [imports(root), places(root)],
    })
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? []
    throw first === undefined ? error : new SourceError(sentence(root, first), { cause: error })
  }
}

function sentence(root: string, { text, location }: Message): string {
  if (location === null) return text
  return `${basename(root)}/${location.file}:${location.line}:${location.column + 1}: ${text}`
}

/** Where the imports of a sheet lead: its own files, Assay, or a package that it finds from where it lies. */
function imports(root: string): Plugin {
  return {
    name: 'imports',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === RESOLVED) return undefined
        if (path.startsWith('node:') || builtinModules.includes(path)) return { path, external: true }
        // Whoever names a file of this machine has it as it is.
        if (path.startsWith('file:')) return { path, external: true }
        if (isAbsolute(path)) return { path: pathToFileURL(path).href, external: true }
        if (path === 'assay' || path.startsWith('assay/')) return ofAssay(path)
        const from = path === FAST_CHECK ? ROOT : resolveDir
        const found = await build.resolve(path, { kind, importer, resolveDir: from, pluginData: RESOLVED })
        if (found.errors.length > 0) return { errors: [{ text: `“${path}” ${missing(path)}` }] }
        if (!path.startsWith('.')) return { path: pathToFileURL(found.path).href, external: true }
        if (!realpathSync(found.path).startsWith(root + sep)) return { errors: [{ text: `“${path}” lies outside of the sheet` }] }
        return { path: found.path }
      })
    },
  }
}

function ofAssay(path: string): OnResolveResult {
  const file = publicFile(path)
  if (file !== undefined) return { path: pathToFileURL(file).href, external: true }
  return { errors: [{ text: `“${path}” is not public; there are ${Object.keys(FACES).join(', ')}` }] }
}

function missing(path: string): string {
  return path.startsWith('.') ? 'is not there' : 'is not installed; npm install it where the sheet lies'
}

/** What asks for its own place, such as data beside it, is told where the author's file lies. */
function places(root: string): Plugin {
  return {
    name: 'places',
    setup(build: PluginBuild) {
      build.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
        if (relative(root, path).startsWith('..')) return undefined
        const text = readFileSync(path, 'utf8')
        if (!OWN_PLACE.test(text)) return undefined
        const place = JSON.stringify(pathToFileURL(path).href)
        return { contents: text.replaceAll(OWN_PLACE, place), loader: path.endsWith('ts') ? 'ts' : 'js' }
      })
    },
  }
}
