import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { publicFile } from '#grading/sheet/compile/installation'
import { placing } from './placing.ts'

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
