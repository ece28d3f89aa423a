import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'

/** Editors save in several steps (write, rename, touch). */
const DEBOUNCE_MS = 40
/** Not the student's own writing, and large. */
const UNWATCHED = /^(\..*|node_modules|__pycache__)$/
const MOST_FOLDERS = 200

export interface Changes {
  /** Resolves after the next change has settled, or with `false` when the watching ends. Changes since the last call count. */
  next(): Promise<boolean>
  close(): void
}

/**
 * Watches a folder and those below it. Folders and not files: editors replace a file by another of its name.
 * @param path - if it is a file, its folder is watched.
 * @throws UsageError when the system refuses.
 */
export function watchFolder(path: string, signal: AbortSignal): Changes {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  let changed = false
  let ended = false
  let wake: () => void = () => undefined

  const notice = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // A new folder may have come with the change.
      for (const folder of foldersBelow(root)) add(folder)
      changed = true
      wake()
    }, DEBOUNCE_MS)
  }
  const add = (folder: string): void => {
    if (watchers.has(folder) || watchers.size >= MOST_FOLDERS) return
    const watcher = watch(folder, notice)
    watchers.set(folder, watcher)
    watcher.on('error', () => {
      watcher.close()
      watchers.delete(folder)
    })
  }
  const end = (): void => {
    ended = true
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
    wake()
  }

  const root = statSync(path).isDirectory() ? path : dirname(path)
  try {
    for (const folder of foldersBelow(root)) add(folder)
  } catch (error) {
    end()
    throw new UsageError(`${path}: cannot be watched: ${systemErrorText(error)}`)
  }
  signal.addEventListener('abort', end)
  return {
    next: async () => {
      if (!changed && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      changed = false
      return !ended
    },
    close: end,
  }
}

function foldersBelow(folder: string): readonly string[] {
  const inside = readable(folder).filter((entry) => entry.isDirectory() && !UNWATCHED.test(entry.name))
  return [folder, ...inside.flatMap((entry) => foldersBelow(join(folder, entry.name)))]
}

/** A folder that vanished since it was seen has nothing in it. */
function readable(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
