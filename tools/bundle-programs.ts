import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { placing } from '#kit/placing'

/** What each process of ours loads as a whole. Relative to a build, without endings. */
const PROGRAMS = ['cli/parts', 'grading/runner/grader/parts'] as const
/** Of what programs share or load on demand; beside them, so that places are told in the same way. */
const CHUNK = 'part-'
/** Looked for where they are installed: they are no JavaScript alone, or asked for by name. */
const IN_PLACE = ['esbuild', 'bullmq', 'ioredis', 'prom-client', '@tensorflow/*', 'handlebars', 'typescript', 'vitest', 'tsx', 'fsevents']
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
      plugins: [placing(dist, place)],
    })
    for (const input of Object.keys(metafile.inputs)) {
      const [folder] = (input.startsWith('..') && /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(join(dist, input))) || []
      if (folder !== undefined) packages.add(folder)
    }
  }
  writeFileSync(join(dist, NOTICES), noticesOf([...packages].sort()))
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
