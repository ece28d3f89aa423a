import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder, removeOld } from './cache-folder.ts'
import { compile } from './compile.ts'
import { ROOT } from './installation.ts'
import { codeFiles, compiledName } from './sheet-files.ts'
import { SourceError } from './source-error.ts'

/**
 * Loads a file of a sheet that is not part of this installation. The sheet is compiled as a whole, once for a state of its code, so that
 * TypeScript needs no build, and what its exercises share is shared.
 *
 * @param file - `sheet`, or an exercise or a solution two folders below it; absolute.
 * @throws SourceError for a file that cannot be loaded, with the author's line.
 */
export async function loadCompiled(file: string): Promise<Readonly<Record<string, unknown>>> {
  const given = basename(file).startsWith('sheet.') ? dirname(file) : dirname(dirname(dirname(file)))
  const root = realpathSync(given)
  const name = relative(given, file)
  if (!existsSync(file)) throw new SourceError(`${join(basename(root), name)}: no such file`)
  const compiled = await compiledSheet(root)
  // Traces name the author's lines.
  process.setSourceMapsEnabled(true)
  try {
    return await import(pathToFileURL(join(compiled, compiledName(name))).href)
  } catch (error) {
    throw new SourceError(
      `${placeOf(error, root) ?? join(basename(root), name)}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}

/** By the folder and the state of its files. */
const compiling = new Map<string, Promise<string>>()

function compiledSheet(root: string): Promise<string> {
  const files = codeFiles(root)
  const states = files.map((name) => {
    const { size, mtimeMs } = statSync(join(root, name))
    return `${name} ${size} ${mtimeMs}`
  })
  const state = [root, ...states].join('\n')
  const known = compiling.get(state) ?? compiledIn(root, files)
  compiling.set(state, known)
  return known
}

async function compiledIn(root: string, files: readonly string[]): Promise<string> {
  const cache = cacheFolder()
  const folder = join(cache, digestOf(root, files))
  if (existsSync(folder)) return folder
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  try {
    await compile(root, files, unfinished)
    writeFileSync(join(unfinished, 'package.json'), '{"type":"module"}\n')
    renameSync(unfinished, folder)
    removeOld(cache)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another process may have made the same meanwhile.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** Of all that the compiled form depends on: it names places of the sheet and of this installation. */
function digestOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([root, ROOT, readFileSync(join(ROOT, 'package.json'), 'utf8'), import.meta.url]))
  for (const name of files) hash.update(JSON.stringify([name, readFileSync(join(root, name), 'utf8')]))
  return hash.digest('hex').slice(0, 32)
}

/** The first line of the sheet in a trace, as seen from the folder above. */
function placeOf(error: unknown, root: string): string | undefined {
  const trace = error instanceof Error ? (error.stack ?? '') : ''
  const above = dirname(root) + sep
  for (const [, path, line] of trace.matchAll(/(?:file:\/\/|\()?(\/[^\n()]*?):(\d+):\d+/g)) {
    const plain = decodeURI(path as string)
    if (plain.startsWith(root + sep)) return `${plain.slice(above.length)}:${line}`
  }
  return undefined
}
