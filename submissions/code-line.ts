import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '#grading/model/session'
import type { StagedFolder } from './adapters/adapter.ts'

const MOST_BYTES = 1024 * 1024
const MOST_LETTERS = 240

/**
 * The line of a staged file at a place, without what surrounds it; nothing where the place names no file of the submission, or a line that is
 * blank or not there. Nothing is followed and nothing blocks.
 */
export async function codeLine({ path, files }: StagedFolder, { file, line }: Place): Promise<string | undefined> {
  if (!files.includes(file)) return undefined
  try {
    const opened = await open(join(path, file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const status = await opened.stat()
      if (!status.isFile() || status.size > MOST_BYTES) return undefined
      const text = (await opened.readFile('utf8')).split(/\r\n|[\n\r]/)[line - 1]?.trim() ?? ''
      return text === '' ? undefined : [...text].slice(0, MOST_LETTERS).join('')
    } finally {
      await opened.close()
    }
  } catch {
    return undefined
  }
}
