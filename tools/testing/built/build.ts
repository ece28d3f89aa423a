import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import * as esbuild from 'esbuild'
import { filesBelow } from '#grading/runner/files/files-below'
import { prepareChildren } from '#submissions/adapters/javascript/child-code'
import { copyAssets } from '../../copy-assets.ts'
import { ROOMS } from '../../rooms.ts'
import { CHILDREN } from './built.ts'

const LEFT_OUT = /\.test\.ts$|\.d\.ts$|^submissions\/examples\/|\/starter\.ts$|^cli\/(bench|mutate)\//

/**
 * The tree as JavaScript, one file for each of TypeScript, so that the many processes that tests start need no loader: that takes half of the
 * time of a start. Made once for a state of the sources.
 *
 * @param root - of the checkout.
 * @param cache - a folder from which the packages of the checkout are found.
 * @returns its folder.
 */
export async function buildForTests(root: string, cache: string): Promise<string> {
  const files = ROOMS.flatMap((folder) => filesBelow(join(root, folder))).map((file) => relative(root, file))
  const built = join(cache, stateOf(root, files))
  if (existsSync(built)) return built
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  try {
    await esbuild.build({
      entryPoints: files.filter((file) => file.endsWith('.ts') && !LEFT_OUT.test(file)),
      absWorkingDir: root,
      outbase: root,
      outdir: unfinished,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      tsconfigRaw: '{}',
      logLevel: 'error',
      plugins: [oneForOne],
    })
    copyAssets(root, unfinished)
    if (existsSync(join(unfinished, dirname(CHILDREN)))) await prepareChildren(join(unfinished, CHILDREN))
    renameSync(unfinished, built)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another run may have made the same meanwhile.
    if (!existsSync(built)) throw error
  }
  return built
}

/** Imports stay imports, of files with the other ending. */
const oneForOne: esbuild.Plugin = {
  name: 'one-for-one',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined
      return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true }
    })
  },
}

/** A name for these files as they are now. */
function stateOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}
