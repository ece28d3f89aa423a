import { readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { publicFile } from '#grading/sheet/compile/installation'
import type { TypeScript } from '#prove/mutation/typescript'
import { placing } from './placing.ts'
import { asPure, strip } from './strip.ts'

/** Of this installation: sources, or what they were compiled to. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url))
export const ENDING = extname(import.meta.url)

export interface Bundled {
  readonly code: string
  /** Packages that it loads. */
  readonly packages: readonly string[]
}

export const OPTIONS = {
  bundle: true,
  // Comments name files from here: from the folder that somebody happens to be in they would be those of this machine.
  absWorkingDir: ROOT,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  treeShaking: true,
  minifySyntax: true,
  legalComments: 'none',
  tsconfigRaw: '{}',
  logLevel: 'silent',
} as const satisfies esbuild.BuildOptions

/**
 * The judging side of exercises as one module with an export for each, named by its place on the sheet: `e0`, `e4`, ….
 */
export async function bundleExercises(
  ts: TypeScript,
  placed: ReadonlyMap<number, Pick<CatalogueEntry, 'folder' | 'exercise' | 'hiddenData'>>,
): Promise<Bundled> {
  const entries = [...placed.values()]
  const contents = [...placed].flatMap(
    ([
      i,
      {
        folder,
        exercise: { id, sheet, points },
      },
    ]) => [
      `import d${i} from ${JSON.stringify(`${folder}/exercise${ENDING}`)}`,
      `export const e${i} = 'entries' in d${i} ? d${i} : { ...exerciseOf(${JSON.stringify(id)}, ${JSON.stringify(sheet)}, d${i}), points: ${points} }`,
    ],
  )
  contents.unshift(`import { exerciseOf } from ${JSON.stringify(`${ROOT}grading/sheet/exercise-of${ENDING}`)}`)
  const built = await esbuild.build({
    ...OPTIONS,
    stdin: { contents: contents.join('\n'), resolveDir: ROOT, loader: 'ts' },
    plugins: [ownFaces, stripping(ts, new Set(entries.map(({ folder }) => dirname(folder))), hiddenFolders(entries))],
  })
  const { code, packages } = bundled(built)
  return { code: withoutPlaces(code, [...new Set(entries.map(({ folder }) => dirname(dirname(folder))))]), packages }
}

/** Comments name files as seen from the root: of a sheet that lies elsewhere, that would be a path of this machine. */
export function withoutPlaces(code: string, sheets: readonly string[]): string {
  const shown = (sheet: string): string => relative(ROOT, sheet).split(sep).join('/')
  return sheets.reduce((text, sheet) => text.replaceAll(`\n// ${shown(sheet)}/`, `\n// ${basename(sheet)}/`), code)
}

/**
 * A part of the program that runs in the kit, as one module. What lies beside a source file is looked for in the same place below the module.
 *
 * @param file - relative to the root, without its ending.
 * @param place - of the module, relative to the folder that stands for the root.
 */
export async function bundleProgram(file: string, place: string): Promise<Bundled> {
  const entry = join(ROOT, `${file}${ENDING}`)
  return bundled(await esbuild.build({ ...OPTIONS, entryPoints: [entry], plugins: [placing(ROOT, dirname(place))] }))
}

export function bundled({ outputFiles, metafile }: esbuild.BuildResult<typeof OPTIONS>): Bundled {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const external = imports.flatMap((one) => (one.external === true && !one.path.startsWith('node:') ? [one.path] : []))
  const packages = external.map((path) =>
    path
      .split('/')
      .slice(0, path.startsWith('@') ? 2 : 1)
      .join('/'),
  )
  return { code: outputFiles?.[0]?.text ?? '', packages: [...new Set(packages)].sort() }
}

/** What a sheet imports of the harness is that of this installation. */
export const ownFaces: esbuild.Plugin = {
  name: 'faces',
  setup: (build) =>
    build.onResolve({ filter: /^assay(?:\/|$)/ }, ({ path }) => {
      const file = publicFile(path)
      return file === undefined ? undefined : { path: file }
    }),
}

export function hiddenFolders(entries: readonly Pick<CatalogueEntry, 'folder' | 'hiddenData'>[]): readonly string[] {
  const folders = entries.flatMap(({ folder, hiddenData = [] }) => hiddenData.map((data) => resolve(folder, '../..', data.folder)))
  return [...new Set(folders)]
}

function stripping(ts: TypeScript, units: ReadonlySet<string>, hidden: readonly string[]): esbuild.Plugin {
  return {
    name: 'strip',
    setup(build) {
      // Inputs are recorded: nothing draws any.
      build.onResolve({ filter: /^fast-check$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
      build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
        contents: 'export const sample = undefined, check = sample, asyncProperty = sample',
      }))
      build.onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const ofUnit = [...units].some((unit) => path.startsWith(unit + sep))
        return { contents: ofUnit ? strip(ts, path, text, hidden) : asPure(ts, path, text), loader: 'ts' }
      })
    },
  }
}
