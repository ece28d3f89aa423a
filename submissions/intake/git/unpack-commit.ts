import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isCode } from '../ignored.ts'
import { mostNeededFirst, type Omission } from '../omission.ts'
import { mib } from '../refusal.ts'
import { escapeFault, isSkipped, nameFault, showName, twinKey } from '../zip/entry-name.ts'
import { ZIP_LIMITS, type ZipLimits } from '../zip/zip-limits.ts'
import type { Commit } from './commit-at.ts'
import { type Git, withRepository } from './read-repository.ts'

interface Blob {
  readonly name: string
  readonly size: number
  readonly hash: string
}

/**
 * Writes the files of a commit, as they were committed: no filter, attribute or line ending is applied. Links and submodules are left out by name.
 *
 * @param target - does not exist yet; removed again when anything is refused.
 * @throws Unreadable if the clone cannot be read, the system's error if something cannot be written.
 */
export async function unpackCommit({ clone, hash }: Commit, target: string, limits: ZipLimits = ZIP_LIMITS): Promise<readonly Omission[]> {
  const omissions: Omission[] = []
  try {
    await mkdir(target, { mode: 0o700 })
    await withRepository(clone, async (git) => {
      for (const blob of within(await blobsOf(git, hash, omissions), limits, omissions)) {
        const place = join(target, blob.name)
        await mkdir(dirname(place), { mode: 0o700, recursive: true })
        await writeFile(place, await git(['cat-file', 'blob', blob.hash]), { flag: 'wx', mode: 0o444 })
      }
    })
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
  return omissions
}

/** The names of the files of a commit, without what tools made, and what is left out. */
export function listCommit({
  clone,
  hash,
}: Commit): Promise<{ readonly files: readonly string[]; readonly omissions: readonly Omission[] }> {
  return withRepository(clone, async (git) => {
    const omissions: Omission[] = []
    const files = (await blobsOf(git, hash, omissions)).map(({ name }) => name)
    return { files, omissions }
  })
}

const FILE = '100'
const LINK = '120'
const SUBMODULE = '160'

async function blobsOf(git: Git, commit: string, omissions: Omission[]): Promise<readonly Blob[]> {
  const listed = (await git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit])).toString('utf8')
  return listed.split('\0').flatMap((line): Blob[] => {
    const [, mode = '', hash, size, name = ''] = /^(\d{3})\d{3} \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? []
    if (hash === undefined || isSkipped(name)) return []
    const why =
      mode === LINK
        ? 'is a link; commit the file itself'
        : mode === SUBMODULE
          ? 'is a submodule, which is not read; commit its files'
          : mode !== FILE
            ? 'is not a regular file'
            : (escapeFault(name) ?? (name.includes('\ufffd') ? 'has a name that is not UTF-8; rename it' : nameFault(name)))
    if (why === undefined) return [{ name, hash, size: Number(size) }]
    omissions.push({ name: showName(name), why, code: isCode(name) })
    return []
  })
}

function within(blobs: readonly Blob[], limits: ZipLimits, omissions: Omission[]): readonly Blob[] {
  const taken: Blob[] = []
  const names = new Set<string>()
  let bytes = 0
  for (const blob of mostNeededFirst(blobs)) {
    const why = names.has(twinKey(blob.name))
      ? 'differs from another file in case alone'
      : blob.size > limits.entryBytes
        ? `has more than ${mib(limits.entryBytes)}`
        : taken.length >= limits.entries
          ? `is beyond the limit of ${limits.entries} files`
          : bytes + blob.size > limits.totalBytes
            ? `makes the submission larger than ${mib(limits.totalBytes)}`
            : undefined
    if (why !== undefined) {
      omissions.push({ name: showName(blob.name), why, code: isCode(blob.name) })
      continue
    }
    names.add(twinKey(blob.name))
    bytes += blob.size
    taken.push(blob)
  }
  return taken
}
