import { dirname, extname, join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import type { Fault, Place } from '#grading/model/session'
import { TENSORS_IN_CHILD } from './child-global.ts'
import { resolveImport } from './resolve-import.ts'
import { withExports } from './with-exports.ts'

const NAMESPACE = 'submission'
const TENSORS = 'tensors'
const REFUSED = 'refused by the resolver'
const ENCODED = 'the file is encoded in UTF-16, which cannot be read here; save it in UTF-8'
const COMPUTED = 'the path of this import is computed, so it cannot be followed; write the file name literally'
/** How esbuild says that it found no folder, or no file, for a computed path. */
const NO_FOLDER = /^Could not resolve (?:import|require)\(/
const NO_FILE = 'empty-glob'
const LOADERS: Readonly<Record<string, esbuild.Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
  '.json': 'json',
}
/** What esbuild says of `await` outside of functions while it makes CommonJS, whatever else is wrong. */
const isTopLevelAwait = ({ text }: esbuild.Message): boolean => text.includes('Top-level await')
/** esbuild repeats names as they are written. */
const MOST_WORDS = 1000
/** What a file calls its own place. After bundling it would lead to the bundle. */
const OWN_PLACE = /import\.meta|__dirname|__filename/

/** Where a submission's files come from; nothing of the disk is looked at. */
export interface Sources {
  /** Where the files will lie when they run, absolute. */
  readonly root: string
  /** Relative. */
  readonly names: ReadonlySet<string>
  read(name: string): string
}

export type Bundled =
  | {
      readonly ok: true
      readonly code: Uint8Array
      readonly format: 'cjs' | 'esm'
      /** It imports TensorFlow.js, which must be loaded before it. */
      readonly tensors: boolean
    }
  | { readonly ok: false; readonly fault: Fault }

/**
 * The entry and everything it imports as one file with its source map inline. Types are stripped, not checked. Runs in the reader.
 * Reads nothing outside the submission and obeys no tsconfig.json, package.json or plugin of it.
 *
 * @throws Error when esbuild itself breaks.
 */
export async function bundle(sources: Sources, entry: string): Promise<Bundled> {
  const completed = sources.names.has(entry) ? await withExports(sources.read(entry), loaderOf(entry)) : undefined
  if (completed !== undefined) {
    const bundled = await bundleAs({ ...sources, read: (name) => (name === entry ? completed : sources.read(name)) }, entry)
    if (bundled.ok) return bundled
  }
  // As it is: to a CommonJS module no exports may be added.
  return bundleAs(sources, entry)
}

function loaderOf(file: string): esbuild.Loader {
  return LOADERS[extname(file).toLowerCase()] ?? 'text'
}

async function bundleAs(sources: Sources, entry: string): Promise<Bundled> {
  const first = await build(sources, entry, 'cjs')
  // A CommonJS child starts faster; only a top-level `await` needs the other kind.
  if (first.ok || !first.topLevelAwait) return first
  return await build(sources, entry, 'esm')
}

async function build(sources: Sources, entry: string, format: 'cjs' | 'esm'): Promise<Bundled & { readonly topLevelAwait?: boolean }> {
  try {
    const { outputFiles, metafile, warnings } = await esbuild.build({
      entryPoints: [entry],
      metafile: true,
      bundle: true,
      write: false,
      format,
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      sourcesContent: false,
      tsconfigRaw: '{}',
      logLevel: 'silent',
      logLimit: 20,
      outfile: `bundle.${format}`,
      plugins: [confine(sources)],
    })
    // What lies on the disk, which is none of the submission's business, must not decide.
    const computed = warnings.find(({ id }) => id === NO_FILE)
    if (computed !== undefined) return { ok: false, fault: faultOf([computed]) }
    return {
      ok: true,
      code: outputFiles[0]?.contents ?? new Uint8Array(0),
      format,
      tensors: Object.hasOwn(metafile.inputs, `${TENSORS}:engine`),
    }
  } catch (error) {
    const errors = (error as Partial<esbuild.BuildFailure>).errors
    if (errors === undefined || errors.length === 0) throw error
    return { ok: false, fault: faultOf(errors), topLevelAwait: errors.every(isTopLevelAwait) }
  }
}

function confine(sources: Sources): esbuild.Plugin {
  return {
    name: 'confine',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return { path: posix.normalize(path), namespace: NAMESPACE }
        const resolved = resolveImport(path, importer, sources.names)
        switch (resolved.kind) {
          case 'file':
            return { path: resolved.file, namespace: NAMESPACE }
          case 'builtin':
            return { path, external: true }
          case 'tensors':
            return { path: 'engine', namespace: TENSORS }
          case 'refused':
            return { errors: [{ text: `import of "${path}" ${resolved.reason}`, detail: REFUSED }] }
        }
      })
      build.onLoad({ filter: /.*/, namespace: TENSORS }, () => ({ contents: `module.exports = ${TENSORS_IN_CHILD}` }))
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => load(sources, path))
      // esbuild looks for the files of a computed import on the disk and asks no resolver: none of them is ever read.
      build.onLoad({ filter: /.*/ }, () => ({ errors: [{ text: COMPUTED, detail: REFUSED }] }))
    },
  }
}

async function load(sources: Sources, file: string): Promise<esbuild.OnLoadResult> {
  const path = join(sources.root, file)
  const contents = sources.read(file)
  if (isUtf16(contents))
    return { errors: [{ text: ENCODED, detail: REFUSED, location: { file: `${NAMESPACE}:${file}`, line: 1, column: 0 } }] }
  const loader = loaderOf(file)
  if (loader === 'json' || loader === 'text' || !OWN_PLACE.test(contents)) return { contents, loader }
  try {
    const { code } = await esbuild.transform(contents, {
      loader,
      define: {
        'import.meta.url': JSON.stringify(pathToFileURL(path).href),
        'import.meta.filename': JSON.stringify(path),
        'import.meta.dirname': JSON.stringify(dirname(path)),
        __filename: JSON.stringify(path),
        __dirname: JSON.stringify(dirname(path)),
      },
      target: 'node20',
      sourcemap: 'inline',
      sourcesContent: false,
      sourcefile: `${NAMESPACE}:${file}`,
      tsconfigRaw: '{}',
      logLevel: 'silent',
    })
    return { contents: code, loader: 'js' }
  } catch {
    // The bundling itself reports the mistake, with its place.
    return { contents, loader }
  }
}

/** By what is read of its byte order mark; without one, every other byte is 0. */
function isUtf16(text: string): boolean {
  return text.startsWith('\ufffd\ufffd') || (text[0] === '\0') !== (text[1] === '\0')
}

function faultOf(errors: readonly esbuild.Message[]): Fault {
  const error = (errors.find((one) => !isTopLevelAwait(one)) ?? errors[0]) as esbuild.Message
  const text = error.text.length > MOST_WORDS ? `${error.text.slice(0, MOST_WORDS)}…` : error.text
  const where = placeOf(error)
  const place = where === undefined ? {} : { place: where }
  if (error.id === NO_FILE || NO_FOLDER.test(error.text)) return { kind: 'load-error', name: '', message: COMPUTED, ...place }
  if (error.detail === REFUSED) return { kind: 'load-error', name: '', message: text, ...place }
  return { kind: 'syntax-error', message: text, ...place }
}

function placeOf({ location }: esbuild.Message): Place | undefined {
  if (location === null) return undefined
  const prefix = `${NAMESPACE}:`
  const file = location.file.startsWith(prefix) ? location.file.slice(prefix.length) : location.file
  // esbuild counts columns from 0, in bytes.
  const column = Buffer.from(location.lineText, 'utf8').subarray(0, location.column).toString('utf8').length + 1
  return { file, line: location.line, column }
}
