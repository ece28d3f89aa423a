import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../../sheet/compile/cache-folder.ts'
import type { CodeDigest } from '../../sheet/slices/exercise-slices.ts'
import { jsonDigest } from '../json-digest.ts'
import type { Outline } from '../outline.ts'
import { digest, HARNESS } from './run-identity.ts'

/** Digests of the code of each check, by exercise; none for an exercise whose checks cannot be told from each other. */
export type SlicedCode = Readonly<Record<string, readonly CodeDigest[]>>

type Sliced = Pick<Outline, 'id' | 'folder' | 'checks'>

const SLICES = fileURLToPath(new URL('../../sheet/slices', import.meta.url))

/**
 * What the checks of a sheet depend on in its code. To read the code takes as long as a grading of one submission, so that it is read once
 * for a state of the sheet.
 *
 * @param root - of the sheet, absolute.
 * @param state - digest of all that lies in it.
 */
export async function slicedCode(root: string, state: string, exercises: readonly Sliced[]): Promise<SlicedCode> {
  const asked = exercises.map(({ id, checks }) => [id, checks.length])
  const file = join(cacheFolder(), `checks-${jsonDigest([state, digest([SLICES]), asked])}.json`)
  const known = existsSync(file) ? readKnown(file) : undefined
  if (known !== undefined) return known
  const made = await slice(root, exercises)
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made))
  renameSync(`${file}.${process.pid}`, file)
  return made
}

function readKnown(file: string): SlicedCode | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SlicedCode
  } catch {
    return undefined
  }
}

async function slice(root: string, exercises: readonly Sliced[]): Promise<SlicedCode> {
  const ts = await import('typescript').then((module) => module.default ?? module).catch(() => undefined)
  // An installation for use only may be without it.
  if (ts === undefined) return {}
  const { exerciseSlices, modulesOf } = await import('../../sheet/slices/exercise-slices.ts')
  const modules = modulesOf(ts, root, (path) => HARNESS.some((folder) => path.startsWith(folder + sep)))
  const sliced = exercises.map(({ id, folder, checks }) => [id, exerciseSlices(modules, dirname(dirname(folder)), folder, checks.length)])
  return Object.fromEntries(sliced.filter(([, digests]) => digests !== undefined))
}
