import { lstatSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { formats } from '#reports'
import { visible } from '#reports/text/visible'
import type { RenderedFile, ReportView } from '../../model/report.ts'
import { systemErrorText } from '../../model/system-error.ts'
import type { Io } from '../io.ts'
import { type MadePages, madePages } from './made-pages.ts'
import { JOURNAL, writeFiles, writeWhole } from './output-folder.ts'

/** Which files of an output folder are reports of ours: only those are ever removed. */
export const WRITTEN = '.assay-files.json'

const MOST_TOLD = 10

/**
 * Writes all reports, each file by itself: one that fails does not keep the others from the disk. Pages of an earlier run that the
 * reports no longer have are removed.
 *
 * @returns whether all of them are there.
 */
export async function writeReports(view: ReportView, folder: string, io: Io): Promise<boolean> {
  const known = new Set(readWritten(folder))
  const current = new Set<string>()
  const pages = madePages(folder)
  let all = true
  let told = 0
  const missing = (what: string, error: unknown): void => {
    all = false
    if (told++ < MOST_TOLD)
      io.err(`assay: the report ${visible(what)} could not be written: ${systemErrorText(error)}; the results are safe in ${JOURNAL}\n`)
  }
  for (const format of formats) {
    try {
      const files = format.render(view)
      for (const { path } of files) current.add(path)
      // The list first: a file that is not on it would stay for ever.
      await writeList(folder, [...known, ...current])
      for (const file of files) await writeFile(folder, file, pages).catch((error: unknown) => missing(file.path, error))
    } catch (error) {
      missing(format.name, error)
    }
  }
  if (told > MOST_TOLD) io.err(`assay: ${told - MOST_TOLD} more reports could not be written\n`)
  await pages.save().catch(() => undefined)
  if (!all) return false
  try {
    for (const path of known) if (!current.has(path)) await removeFile(folder, path)
    await writeList(folder, [...current])
  } catch (error) {
    io.err(`assay: files of an earlier run cannot be removed: ${systemErrorText(error)}\n`)
    return false
  }
  return true
}

/** A page that is there as it would be made is not made again. */
async function writeFile(folder: string, file: RenderedFile, pages: MadePages): Promise<void> {
  if (pages.isThere(file)) return
  if (file.inputs === undefined) return writeFiles(folder, [file])
  const { content } = file
  await writeFiles(folder, [{ path: file.path, content }])
  pages.note(file, content)
}

function readWritten(folder: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(readFileSync(join(folder, WRITTEN), 'utf8'))
    return Array.isArray(list) ? list.filter((path) => typeof path === 'string') : []
  } catch {
    return []
  }
}

function writeList(folder: string, paths: readonly RenderedFile['path'][]): Promise<void> {
  return writeWhole(join(folder, WRITTEN), `${JSON.stringify([...new Set(paths)].sort(), undefined, 1)}\n`)
}

async function removeFile(folder: string, path: string): Promise<void> {
  const target = resolve(folder, path)
  if (!target.startsWith(resolve(folder) + sep)) return
  if (lstatSync(target, { throwIfNoEntry: false })?.isFile() === true) await rm(target, { force: true })
}
