import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream, TransformStream } from 'node:stream/web'
import { createGunzip } from 'node:zlib'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { isCode } from '../ignored.ts'
import { leadsOut } from '../list-folder.ts'
import type { Omission } from '../omission.ts'
import { mib, Refusal, Unreadable } from '../refusal.ts'
import { escapeFault, isSkipped, nameFault, plainName, showName, twinKey } from '../zip/entry-name.ts'
import type { ZipLimits } from '../zip/zip-limits.ts'

export type TarLimits = Pick<ZipLimits, 'archiveBytes' | 'entryBytes' | 'totalBytes' | 'entries' | 'listed'>

/**
 * Unpacks a tar archive, also one that gzip packed: regular files of mode 0444 in folders of mode 0700, nothing followed and no link made. One
 * folder around everything is left out. What is over the limits or no regular file is left out by name.
 *
 * @param target - does not exist yet; removed again when anything is refused.
 * @throws Refusal if a name or a link leads out of its folder, Unreadable if it is damaged or too large, the system's error otherwise.
 */
export async function unpackTar(archive: string, target: string, limits: TarLimits): Promise<readonly Omission[]> {
  const omissions: Omission[] = []
  try {
    await mkdir(target, { mode: 0o700 })
    await eachEntry(archive, limits, createTaker(target, limits, omissions))
    await withoutRoot(target)
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
  return omissions
}

type Take = (entry: ParsedTarEntry) => Promise<void>

async function eachEntry(archive: string, limits: TarLimits, take: Take): Promise<void> {
  const packed = await isGzip(archive, limits)
  // Headers, padding and what is skipped count, too: a bomb of zeros ends here.
  const bytes = counting(limits.totalBytes + 1024 * limits.listed)
  const source = createReadStream(archive)
  const decoder = createTarDecoder({ strict: true }) as unknown as TransformStream<Uint8Array, ParsedTarEntry>
  const unpacking = pipeline(source, packed ? createGunzip() : new PassThrough(), bytes, { signal: new AbortController().signal })
  unpacking.catch(() => undefined)
  try {
    const entries = (Readable.toWeb(bytes) as ReadableStream<Uint8Array>).pipeThrough(decoder)
    for await (const entry of entries) await take(entry)
    await unpacking
  } catch (error) {
    if (error instanceof Refusal || (error as NodeJS.ErrnoException).syscall !== undefined) throw error
    throw new Unreadable(`the archive is damaged: ${firstWords(error)}`)
  } finally {
    source.destroy()
  }
}

function firstWords(error: unknown): string {
  const [first = ''] = (error as Error).message.split(/[.\n]/)
  return first.slice(0, 1).toLowerCase() + first.slice(1, 160)
}

function counting(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > most) done(new Unreadable(`the archive unpacks to more than ${mib(most)}`))
      else done(null, chunk)
    },
  })
}

async function isGzip(archive: string, { archiveBytes }: TarLimits): Promise<boolean> {
  const file = await open(archive, 'r')
  try {
    const { size } = await file.stat()
    if (size > archiveBytes) throw new Unreadable(`the archive has ${mib(size)}; ${mib(archiveBytes)} are allowed`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

function createTaker(target: string, limits: TarLimits, omissions: Omission[]): Take {
  const taken = new Set<string>()
  const spent = { bytes: 0, listed: 0 }
  return async ({ header, body }) => {
    if (++spent.listed > limits.listed) throw new Refusal(`the archive lists more than ${limits.listed} entries`)
    const name = plainName(header.name)
    const leading = escapeFault(name)
    if (leading !== undefined) throw new Refusal(`${showName(name)} ${leading}`)
    const skipped = header.type === 'directory' || header.type === 'pax-global-header' || name.endsWith('/') || isSkipped(name)
    const why = skipped ? undefined : (fault() ?? tooMuch())
    if (!skipped && why === undefined) {
      taken.add(twinKey(name))
      spent.bytes += header.size
      const place = join(target, name)
      await mkdir(dirname(place), { mode: 0o700, recursive: true })
      await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(place, { flags: 'wx', mode: 0o444 }))
      return
    }
    if (why !== undefined) omissions.push({ name: showName(name), why: why.says, code: isCode(name), ...why.more })
    await body.cancel()

    function fault(): Left | undefined {
      const target = header.linkname ?? ''
      if (header.type === 'symlink' && leadsOut(name, target)) throw new Refusal(`${showName(name)} is a link; pack the file itself`)
      if (header.type === 'symlink' || header.type === 'link') return { says: 'is a link; pack the file itself' }
      if (header.type !== undefined && header.type !== 'file') return { says: 'is not a regular file' }
      if (name.includes('\ufffd')) return { says: 'has a name that is not UTF-8; rename it', more: { unread: true } }
      const odd = nameFault(name)
      return odd === undefined ? undefined : { says: odd }
    }

    function tooMuch(): Left | undefined {
      if (taken.has(twinKey(name))) return { says: 'is listed twice', more: { unread: true } }
      if (header.size > limits.entryBytes) return { says: `has more than ${mib(limits.entryBytes)}` }
      if (taken.size >= limits.entries) return { says: `is beyond the limit of ${limits.entries} files` }
      if (spent.bytes + header.size > limits.totalBytes) return { says: `makes the submission larger than ${mib(limits.totalBytes)}` }
      return undefined
    }
  }
}

interface Left {
  readonly says: string
  readonly more?: Pick<Omission, 'unread'>
}

async function withoutRoot(target: string): Promise<void> {
  const entries = await readdir(target, { withFileTypes: true })
  const [only] = entries
  if (entries.length !== 1 || only === undefined || !only.isDirectory()) return
  const aside = `${target}.root`
  await rename(join(target, only.name), aside)
  await rm(target, { recursive: true })
  await rename(aside, target)
}
