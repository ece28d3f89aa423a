import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { isCode } from '../ignored.ts'
import { leadsOut } from '../list-folder.ts'
import type { Omission } from '../omission.ts'
import { Refusal } from '../refusal.ts'
import { showName } from './entry-name.ts'
import type { ListedFile, Packed } from './list-hand-in.ts'
import { type OpenZip, withZip } from './open-zip.ts'

/** Sizes stand behind the data instead of in the local header. */
const SIZES_BEHIND = 0x8
const IN_EXTRA_FIELD = 0xffffffff
const DEFLATED = 8

/** A link says no more than a path. */
const LONGEST_LINK = 4096

/**
 * Unpacks a listed submission: regular files of mode 0444 in folders of mode 0700, each no longer than the archive says.
 *
 * @param target - does not exist yet; removed again when anything is refused.
 * @returns what was left out: by the list, since it is damaged, or as a link.
 * @throws Refusal that names the entry and the rule, the system's error if something cannot be read or written.
 */
export async function unpack(packed: Packed, target: string): Promise<readonly Omission[]> {
  const omissions = [...packed.omissions]
  try {
    await mkdir(target, { mode: 0o700 })
    await withZip(packed.archive, packed.archiveBytes, async (open) => {
      const found = await expectApart(open, packed.files, omissions)
      for (const file of found) {
        const omission = await sparing(file, () => (file.link === true ? followedBy(open, file) : unpackFile(open, file, target)))
        if (omission === undefined) continue
        await rm(join(target, file.path), { force: true })
        omissions.push(omission)
      }
    })
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
  return omissions
}

/** What is damaged is left out: nobody knows what it holds. */
async function sparing(file: ListedFile, work: () => Promise<Omission | undefined>): Promise<Omission | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    return { name: showName(file.shown), why: error.message, code: isCode(file.path), unread: true }
  }
}

/** One file of an archive; the message completes `"name" …`. */
class Damaged extends Error {}

interface Range {
  readonly file: ListedFile
  readonly start: number
  readonly end: number
}

/** Bytes that serve several files make little into much; and programs disagree on what a file is whose two headers differ. */
async function expectApart(open: OpenZip, files: readonly ListedFile[], omissions: Omission[]): Promise<readonly ListedFile[]> {
  const ranges: Range[] = []
  for (const file of files) {
    const damaged = await sparing(file, async () => void ranges.push(await rangeOf(open, file)))
    if (damaged !== undefined) omissions.push(damaged)
  }
  ranges.sort((a, b) => a.start - b.start)
  for (const [i, { file, start, end }] of ranges.entries()) {
    const before = ranges[i - 1]
    if (before !== undefined && start < before.end)
      throw new Refusal(`${showName(file.shown)} shares its bytes with ${showName(before.file.shown)}`)
    if (end > open.directoryStart) throw new Refusal(`${showName(file.shown)} shares its bytes with the directory of the archive`)
  }
  return ranges.map(({ file }) => file)
}

async function rangeOf({ zip }: OpenZip, file: ListedFile): Promise<Range> {
  const { entry, shown } = file
  const local = await zip.readLocalFileHeaderPromise(entry).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error
    throw new Damaged('is damaged: it does not lie where the archive says')
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

async function unpackFile(open: OpenZip, file: ListedFile, target: string): Promise<undefined> {
  const place = join(target, file.path)
  await mkdir(dirname(place), { mode: 0o700, recursive: true })
  await pour(open, file, createWriteStream(place, { flags: 'wx', mode: 0o444 }))
}

/** @throws Refusal if a link leads out of the submission: what it stands for is nobody's work. */
async function followedBy(open: OpenZip, file: ListedFile): Promise<Omission> {
  const omission = { name: showName(file.shown), why: 'is a link; pack the file itself', code: isCode(file.path) }
  if (file.entry.uncompressedSize > LONGEST_LINK) throw new Refusal(`${omission.name} ${omission.why}`)
  const said: Buffer[] = []
  const keep = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.push(chunk)
      done()
    },
  })
  await pour(open, file, keep)
  if (leadsOut(file.path, Buffer.concat(said).toString('utf8'))) throw new Refusal(`${omission.name} ${omission.why}`)
  return omission
}

async function pour({ zip }: OpenZip, { shown, entry }: ListedFile, into: Writable): Promise<void> {
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
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  const inflate = entry.compressionMethod === DEFLATED ? createInflateRaw() : new PassThrough()
  try {
    await pipeline(raw, inflate, counted, into)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_') === true) throw new Damaged('is damaged and cannot be unpacked')
    throw error
  }
  if (seen < wanted) throw new Damaged(`is damaged: it holds ${seen} bytes, but the archive says ${wanted}`)
  if (checksum !== entry.crc32) throw new Damaged('is damaged: its checksum differs')
}
