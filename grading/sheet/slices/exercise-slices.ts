import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { FACES } from '../faces.ts'
import { moduleParts } from './module-parts.ts'
import { type ListItem, type ModuleParts, type Part, type Reach, type TypeScript, wider } from './parts.ts'
import { loadedFrom, type Modules, type Seed, type Slice, sliceOf } from './slice.ts'

/** Of the code that a check depends on. */
export interface CodeDigest {
  readonly digest: string
  /** What it depends on beside its code, such as files beside it or packages. */
  readonly reach: Reach
  /** It may ask what became of other checks. */
  readonly readsOthers: boolean
}

/** Come with the harness, and bring no state of their own. */
const HARNESS = new Set([...Object.keys(FACES), 'fast-check'])

/**
 * What each check of an exercise depends on in the code of its sheet: its own expression in the list of checks, the statements that this
 * reads, in whatever module, and the same of all of the exercise that is no check, its reference solution included.
 *
 * @param root - of the sheet, absolute.
 * @param folder - of the exercise, absolute.
 * @param count - of its checks.
 * @returns one for each check, in their order, or `undefined` where they cannot be told from each other in the code.
 */
export function exerciseSlices(modules: Modules, root: string, folder: string, count: number): readonly CodeDigest[] | undefined {
  const [exercise, solution] = ['exercise', 'solution'].map((stem) => moduleIn(folder, stem))
  const definition = exercise === undefined ? undefined : modules.parts(exercise)?.definition
  const own = definition === undefined ? undefined : perCheck(definition.checks, count)
  if (exercise === undefined || definition === undefined || own === undefined) return undefined
  const loaded = [exercise, ...(solution === undefined ? [] : [solution])].flatMap((one) => loadedFrom(modules, one))
  const seedsOf = (path: string, parts: readonly Part[]): readonly Seed[] => parts.map((part) => ({ path, part }))
  const shared = [
    ...seedsOf(exercise, [definition.frame]),
    ...loaded.flatMap((path) => seedsOf(path, modules.parts(path)?.always ?? [])),
    ...(solution === undefined ? [] : seedsOf(solution, [...(modules.parts(solution)?.declared.values() ?? [])])),
  ]
  const frame = sliceOf(modules, shared)
  return own.map((parts) => digestOf(root, [frame, sliceOf(modules, seedsOf(exercise, parts))]))
}

/** The items of a list that make each check. Those between the first item that is spread and the last one are made by all of these. */
function perCheck(items: readonly ListItem[], count: number): readonly (readonly ListItem[])[] | undefined {
  const first = items.findIndex(({ isSpread }) => isSpread)
  if (first < 0) return items.length === count ? items.map((item) => [item]) : undefined
  const last = items.findLastIndex(({ isSpread }) => isSpread)
  const [before, middle, after] = [items.slice(0, first), items.slice(first, last + 1), items.slice(last + 1)]
  const between = count - before.length - after.length
  if (between < 0) return undefined
  return [...before.map((item) => [item]), ...Array.from({ length: between }, () => middle), ...after.map((item) => [item])]
}

function digestOf(root: string, slices: readonly Slice[]): CodeDigest {
  const hash = createHash('sha256')
  for (const { texts } of slices) {
    hash.update(`${texts.length}\n`)
    // Wherever the sheet lies.
    for (const text of texts) hash.update(JSON.stringify(text.startsWith(root) ? text.slice(root.length) : text))
  }
  return {
    digest: hash.digest('hex'),
    reach: slices.reduce<Reach>((widest, one) => wider(widest, one.reach), 'nothing'),
    readsOthers: slices.some(({ texts }) => texts.some((text) => /\btried\b/.test(text))),
  }
}

function moduleIn(folder: string, stem: string): string | undefined {
  return ['.ts', '.js'].map((ending) => join(folder, stem + ending)).find((path) => existsSync(path))
}

/**
 * The modules of a sheet on the disk, each read once.
 *
 * @param root - absolute.
 * @param isHarness - whether a file elsewhere belongs to the harness, whose code has a digest of its own.
 */
export function modulesOf(ts: TypeScript, root: string, isHarness: (path: string) => boolean): Modules {
  const known = new Map<string, ModuleParts | undefined>()
  const read = (path: string): ModuleParts | undefined => (CODE.test(path) ? moduleParts(ts, readFileSync(path, 'utf8')) : undefined)
  return {
    parts(path) {
      if (!known.has(path)) known.set(path, read(path))
      return known.get(path)
    },
    resolve(path, specifier) {
      if (!specifier.startsWith('.')) return HARNESS.has(specifier) ? undefined : 'outside'
      const wanted = join(dirname(path), specifier)
      const names = [
        wanted,
        wanted.replace(/\.([cm]?)js$/, '.$1ts'),
        `${wanted}.ts`,
        `${wanted}.js`,
        join(wanted, 'index.ts'),
        join(wanted, 'index.js'),
      ]
      const found = names.find(isFile)
      if (found === undefined) return 'outside'
      if (!relative(root, found).startsWith(`..${sep}`)) return found
      return isHarness(found) ? undefined : 'outside'
    },
  }
}

const CODE = /\.[cm]?[jt]s$/

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
