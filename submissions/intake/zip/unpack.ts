import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { Refusal } from '../refusal.ts'
import { showName } from './entry-name.ts'
import type { ListedFile, Packed } from './list-hand-in.ts'
import { type OpenZip, withZip } from './open-zip.ts'

/** Sizes stand behind the data instead of in the local header. */
const SIZES_BEHIND = 0x8
const IN_EXTRA_FIELD = 0xffffffff
const DEFLATED = 8

/**
 * Unpacks a listed hand-in: regular files of mode 0444 in folders of mode 0700, each no longer than the archive says.
 *
 * @param target - does not exist yet; removed again when anything is refused.
 * @throws Refusal that names the entry and the rule, the system's error if something cannot be read or written.
 */
export async function unpack(packed: Packed, target: string): Promise<void> {
  try {
    await mkdir(target, { mode: 0o700 })
    await withZip(packed.archive, packed.archiveBytes, async (open) => {
      await expectApart(open, packed.files)
      for (const file of packed.files) await unpackFile(open, file, target)
    })
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
}

interface Range {
  readonly file: ListedFile
  readonly start: number
  readonly end: number
}

/** Bytes that serve several files make little into much; and programs disagree on what a file is whose two headers differ. */
async function expectApart(open: OpenZip, files: readonly ListedFile[]): Promise<void> {
  const ranges: Range[] = []
  for (const file of files) ranges.push(await rangeOf(open, file))
  ranges.sort((a, b) => a.start - b.start)
  for (const [i, { file, start, end }] of ranges.entries()) {
    const before = ranges[i - 1]
    if (before !== undefined && start < before.end)
      throw new Refusal(`${showName(file.shown)} shares its bytes with ${showName(before.file.shown)}`)
    if (end > open.directoryStart) throw new Refusal(`${showName(file.shown)} shares its bytes with the directory of the archive`)
  }
}

async function rangeOf({ zip }: OpenZip, file: ListedFile): Promise<Range> {
  const { entry, shown } = file
  const local = await zip.readLocalFileHeaderPromise(entry).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error
    throw new Refusal(`${showName(shown)} does not lie where the archive says`)
  })
  if (!local.fileName.equals(entry.fileNameRaw)) {
    throw new Refusal(`${showName(shown)} has a second name in the archive, ${showName(local.fileName.toString('utf8'))}`)
  }
  const same = (here: number, there: number): boolean => here === there || here === IN_EXTRA_FIELD
  const behind = (local.generalPurposeBitFlag & SIZES_BEHIND) !== 0
  const sizes = behind || (same(local.compressedSize, entry.compressedSize) && same(local.uncompressedSize, entry.uncompressedSize))
  if (!sizes || local.compressionMethod !== entry.compressionMethod) {
    throw new Refusal(`${showName(shown)} is described in two different ways in the archive`)
  }
  return { file, start: entry.relativeOffsetOfLocalHeader, end: local.fileDataStart + entry.compressedSize }
}

async function unpackFile({ zip }: OpenZip, { path, shown, entry }: ListedFile, target: string): Promise<void> {
  const wanted = entry.uncompressedSize
  let seen = 0
  let checksum = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      checksum = crc32(chunk, checksum)
      if (seen > wanted) done(new Refusal(`${showName(shown)} holds more than the ${wanted} bytes that the archive says`))
      else done(null, chunk)
    },
  })
  const place = join(target, path)
  await mkdir(dirname(place), { mode: 0o700, recursive: true })
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  const inflate = entry.compressionMethod === DEFLATED ? createInflateRaw() : new PassThrough()
  try {
    await pipeline(raw, inflate, counted, createWriteStream(place, { flags: 'wx', mode: 0o444 }))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_') === true) throw new Refusal(`${showName(shown)} is damaged and cannot be unpacked`)
    throw error
  }
  if (seen < wanted) throw new Refusal(`${showName(shown)} holds ${seen} bytes, but the archive says ${wanted}`)
  if (checksum !== entry.crc32) throw new Refusal(`${showName(shown)} is damaged: its checksum differs`)
}
