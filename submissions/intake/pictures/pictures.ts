import { basename, extname, join } from 'node:path'
import type { Picture } from '#grading/model/picture'
import type { Fault } from '#grading/model/session'
import type { StagedFolder } from '../../adapters/adapter.ts'
import { MAX_NOTEBOOK_BYTES } from '../../adapters/notebook/nbformat.ts'
import { firstBytes } from '../../first-bytes.ts'
import type { Reading } from '../../reader/task.ts'
import type { ReadPart } from '../read-part.ts'
import { outputsTask, pictureTask } from './picture-task.ts'
import { MOST_BYTES, MOST_PIXELS } from './png-header.ts'

const FOLDER = /(^|\/)plots\/[^/]+$/i
const OTHER_FORMAT = /\.(jpe?g|gif|svg|webp|bmp|tiff?|pdf|avif|heic)$/i
export const MOST_PICTURES = 20
/** Of those that turn out to be none, too. */
const MOST_TRIES = 100

export interface Pictures {
  readonly pictures: ReadonlyMap<string, Picture>
  /** Whole sentences about what was not read. */
  readonly remarks: readonly string[]
}

/**
 * The pictures of a hand-in: `plots/*.png`, and then those that cells of its notebooks show. At most 20, with 40 million pixels together,
 * those that cannot be decoded included. Nothing else of a notebook's outputs is looked at.
 */
export async function readPictures(folder: StagedFolder, reading: Reading): Promise<ReadPart<Pictures>> {
  const pictures = new Map<string, Picture>()
  const remarks: string[] = []
  let left = 2.5 * MOST_PIXELS
  let tries = 0
  let surplus = 0
  let fault: Fault | undefined
  const leave = (name: string, says: string): void => {
    if (remarks.length < MOST_PICTURES) remarks.push(`${name} ${says}. It is not shown.`)
  }
  const add = async (bytes: Uint8Array, name: string, plot?: string): Promise<void> => {
    if (pictures.size >= MOST_PICTURES || tries >= MOST_TRIES) {
      surplus++
      return
    }
    tries++
    if (left <= 0) return leave(name, 'was not read: all plots together have too many pixels')
    const read = await reading.read(pictureTask(bytes, name, plot))
    if (!read.ok) {
      // Whatever it was, it took as long as the largest one could.
      left -= MOST_PIXELS
      if (read.fault.kind === 'infrastructure') fault = read.fault
      return leave(name, read.says)
    }
    if (!read.value.ok) {
      left -= read.value.cost ?? 0
      return leave(name, read.value.says)
    }
    const { picture } = read.value
    left -= picture.width * picture.height
    pictures.set(name, picture)
  }
  for (const file of folder.files.filter((name) => FOLDER.test(name))) {
    if (extname(file).toLowerCase() === '.png')
      await add(await firstBytes(join(folder.path, file), MOST_BYTES), file, basename(file, extname(file)))
    else if (OTHER_FORMAT.test(file)) remarks.push(`${file} is not a PNG file: save it as PNG. It is not shown.`)
  }
  for (const file of folder.files.filter((name) => extname(name).toLowerCase() === '.ipynb')) {
    const read = await reading.read(outputsTask(await firstBytes(join(folder.path, file), MAX_NOTEBOOK_BYTES), file))
    if (!read.ok && read.fault.kind === 'infrastructure') fault = read.fault
    if (!read.ok) leave(`The plots in ${file}`, read.says)
    else for (const { cell, number, png } of read.value) await add(png, `${file}, cell ${cell}${number > 1 ? `, picture ${number}` : ''}`)
  }
  if (fault !== undefined) return { fault }
  if (surplus > 0) remarks.push(`Only the first ${MOST_PICTURES} plots were read; there are ${surplus} more.`)
  return { value: { pictures, remarks: remarks.slice(0, MOST_PICTURES + 1) } }
}
