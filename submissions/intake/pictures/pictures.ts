import { basename, extname, join } from 'node:path'
import type { Picture } from '../../../grading/model/picture.ts'
import type { StagedFolder } from '../../adapters/adapter.ts'
import { MAX_NOTEBOOK_BYTES } from '../../adapters/notebook/nbformat.ts'
import { outputPictures } from '../../adapters/notebook/output-pictures.ts'
import { firstBytes } from '../../first-bytes.ts'
import { decodePicture } from './decode-picture.ts'
import { MOST_BYTES, MOST_PIXELS } from './png-header.ts'

const FOLDER = /(^|\/)plots\/[^/]+$/i
const OTHER_FORMAT = /\.(jpe?g|gif|svg|webp|bmp|tiff?|pdf|avif|heic)$/i
export const MOST_PICTURES = 20

export interface Pictures {
  readonly pictures: ReadonlyMap<string, Picture>
  /** Whole sentences about what was not read. */
  readonly remarks: readonly string[]
}

/**
 * The pictures of a hand-in: `plots/*.png`, and then those that cells of its notebooks show. At most 20, with 40 million pixels together.
 * Nothing else of a notebook's outputs is looked at.
 */
export async function readPictures(folder: StagedFolder): Promise<Pictures> {
  const pictures = new Map<string, Picture>()
  const remarks: string[] = []
  let left = 2.5 * MOST_PIXELS
  let surplus = 0
  const add = (bytes: Buffer, name: string, plot?: string): void => {
    if (pictures.size >= MOST_PICTURES) {
      surplus++
      return
    }
    const decoded =
      left <= 0
        ? ({ ok: false, says: 'was not read: all pictures together have too many pixels' } as const)
        : decodePicture(bytes, name, plot)
    if (!decoded.ok) {
      if (remarks.length < MOST_PICTURES) remarks.push(`${name} ${decoded.says}. It is not shown.`)
      return
    }
    left -= decoded.picture.width * decoded.picture.height
    pictures.set(name, decoded.picture)
  }
  for (const file of folder.files.filter((name) => FOLDER.test(name))) {
    if (extname(file).toLowerCase() === '.png')
      add(await firstBytes(join(folder.path, file), MOST_BYTES), file, basename(file, extname(file)))
    else if (OTHER_FORMAT.test(file)) remarks.push(`${file} is no PNG file: save it as PNG. It is not shown.`)
  }
  for (const file of folder.files.filter((name) => extname(name).toLowerCase() === '.ipynb')) {
    for (const { cell, number, base64 } of outputPictures(await firstBytes(join(folder.path, file), MAX_NOTEBOOK_BYTES))) {
      add(Buffer.from(base64, 'base64'), `${file}, cell ${cell}${number > 1 ? `, picture ${number}` : ''}`)
    }
  }
  if (surplus > 0) remarks.push(`Only the first ${MOST_PICTURES} pictures were read; there are ${surplus} more.`)
  return { pictures, remarks: remarks.slice(0, MOST_PICTURES + 1) }
}
