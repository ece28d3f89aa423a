/**
 * After the compiler: copies the files that it does not know into `dist`, next to the compiled ones, and removes what is left there of
 * files that are gone (an exercise that was deleted would be found and graded otherwise). Prepares the pages of the reports and the programs of the
 * child's side, and makes few files of what each program loads.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PREPARED } from '#reports/html/prepared'
import { bundlePrograms, isBundled } from './bundle-programs.ts'
import { FACE_FILE, ROOMS } from './rooms.ts'
import { writePackage } from './write-package.ts'

const EXTENSIONS = new Set(['.hbs', '.py', '.css', '.json', '.mjs', '.cjs'])
const NAMES = new Set(['statement.md', 'starter.ts', 'starter.md'])
/** Data that checks and references read while grading: copied whole. */
const DATA = ['reference/data']
/** Where data lay earlier: what an older build left there is removed. */
const EARLIER = 'fixtures'
/** Pages that statements send students to. */
const PAGES = 'docs'
/** Relative to dist: made by the build itself. */
const MADE = [join('reports/html', PREPARED), 'submissions/adapters/javascript/prepared']

export interface Copied {
  readonly copied: number
  readonly removed: number
}

export function copyAssets(root: string, dist: string): Copied {
  const below = (folders: readonly string[], from: string): string[] =>
    folders.flatMap((folder) => filesBelow(join(from, folder))).map((file) => relative(from, file))
  const pages = below([PAGES], root).filter((file) => dirname(file) === PAGES && extname(file) === '.md')
  const assets = [...below(ROOMS, root).filter(isAsset), ...below(DATA, root), ...pages]
  for (const asset of assets) {
    const target = join(dist, asset)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, asset), target)
  }
  writePackage(root, dist)
  const kept = new Set(assets)
  const stale = below([...ROOMS, ...DATA, EARLIER, PAGES], dist).filter(
    (file) =>
      !kept.has(file) &&
      !MADE.includes(dirname(file)) &&
      !isBundled(file) &&
      !existsSync(join(root, file.replace(/(\.d\.ts|\.js)$/, '.ts'))),
  )
  for (const file of stale) rmSync(join(dist, file))
  return { copied: assets.length, removed: stale.length }
}

function isAsset(path: string): boolean {
  // A package of its own in the checkout is a part of the build; faces are read by tools alone.
  return !['package.json', FACE_FILE].includes(basename(path)) && (NAMES.has(basename(path)) || EXTENSIONS.has(extname(path)))
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('__') ? [] : filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dist = dirname(dirname(fileURLToPath(import.meta.url)))
  const { copied, removed } = copyAssets(dirname(dist), dist)
  if (copied === 0) throw new Error('no assets found beside dist')
  chmodSync(join(dist, 'cli/main.js'), 0o755)
  const { prepareReports } = await import('#reports/html/prepare')
  const { prepareChildren } = await import('#submissions/adapters/javascript/child-code')
  const statements = filesBelow(join(dist, 'reference')).filter((file) => basename(file) === 'statement.md')
  prepareReports(statements.map((file) => readFileSync(file, 'utf8')))
  await prepareChildren()
  await bundlePrograms(dist)
  process.stdout.write(`assets: ${copied} copied, ${removed} stale files removed\n`)
}
