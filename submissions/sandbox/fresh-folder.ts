import { existsSync } from 'node:fs'
import { chmod, cp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** How many processes are in a folder. */
const inside = new Map<string, number>()
/** Folders that are being prepared. */
const preparing = new Map<string, Promise<void>>()

/**
 * Makes a staged folder writable, and as it was handed in: what earlier processes left there is removed. Without namespaces all processes
 * of a submission share it: while one of them is there it stays as it is.
 *
 * @returns to be called when the process has ended.
 */
export async function enterFresh(folder: string): Promise<() => void> {
  const before = preparing.get(folder) ?? Promise.resolve()
  const turn = before.then(() => prepare(folder))
  const settled = turn.catch(() => {})
  preparing.set(folder, settled)
  await turn
  if (preparing.get(folder) === settled) preparing.delete(folder)
  return () => {
    const left = (inside.get(folder) ?? 1) - 1
    if (left > 0) inside.set(folder, left)
    else inside.delete(folder)
  }
}

async function prepare(folder: string): Promise<void> {
  const untouched = `${folder}.untouched`
  const processes = inside.get(folder) ?? 0
  if (!existsSync(untouched)) await keep(folder, untouched)
  else if (processes === 0) await restore(folder, untouched)
  inside.set(folder, processes + 1)
}

/** Beside the folder, and removed with it. */
async function keep(folder: string, untouched: string): Promise<void> {
  await makeWritable(folder)
  await cp(folder, `${untouched}.part`, { recursive: true })
  await rename(`${untouched}.part`, untouched)
}

async function restore(folder: string, untouched: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
  await cp(untouched, folder, { recursive: true })
}

/** Staged files are read-only. */
async function makeWritable(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o644)
}
