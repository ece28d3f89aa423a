import { constants } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Says that a folder is one of ours, and which: a copy of it elsewhere, in a submission for example, says nothing. */
export const OWN = '.assay-folder'
const LONGEST = 256

/** What to write into {@link OWN}: the folder itself as the file system knows it, which nobody can hand in. */
export async function ownMark(folder: string): Promise<string> {
  const { dev, ino, birthtimeNs } = await stat(folder, { bigint: true })
  return `reports of Assay ${dev} ${ino} ${birthtimeNs}\n`
}

/** Whether a folder was made by us for reports. Reads a few bytes, whatever lies there; never throws. */
export async function isOwn(folder: string): Promise<boolean> {
  try {
    const file = await open(join(folder, OWN), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0)
      return buffer.toString('utf8', 0, bytesRead) === (await ownMark(folder))
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

/**
 * Why a folder of a class is nobody's: it holds reports of ours, or only folders that do.
 *
 * @param out - where the reports of this run go, as {@link realPath} has it.
 */
export async function ownReports(folder: string, out: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined) return undefined
  if (folder === out && names.length === 0) return 'where the reports of this run go'
  if (await isOwn(folder)) return 'reports of Assay'
  for (const name of names) if (join(folder, name) !== out && !(await isOwn(join(folder, name)))) return undefined
  return names.length > 0 ? 'reports of Assay' : undefined
}

/** The path without links, also where its last parts do not exist yet. */
export async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path))
  }
}
