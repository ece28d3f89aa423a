import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const DAY_MS = 24 * 3600 * 1000
const KEPT_DAYS = 30

/**
 * A folder for what can be made again: `assay/sheets` in the user's cache. Where that cannot be written, a new one, which nobody else can
 * have prepared.
 */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env
  const folder = join(XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'assay', 'sheets')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(mkdtempSync(join(folder, 'try-')), { recursive: true })
    return folder
  } catch {
    return mkdtempSync(join(tmpdir(), 'assay-sheets-'))
  }
}

/** What was made long ago is removed: sheets change. */
export function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > KEPT_DAYS * DAY_MS) rmSync(path, { recursive: true, force: true })
  }
}
