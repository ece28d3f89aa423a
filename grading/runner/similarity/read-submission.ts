import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '#submissions'
import { isCode } from '#submissions/intake/ignored'
import { takeIn } from '#submissions/intake/take-in'
import { readerOf } from '#submissions/reader/reader'
import type { Reading } from '#submissions/reader/task'
import { temporaryFolder } from '#submissions/temporary-folder'
import { MOST_TOKENS } from '#submissions/tokens/token-list'
import { familyOf, tokenTask } from '#submissions/tokens/token-task'
import type { TokenisedFile } from '../../model/code-tokens.ts'
import type { UncomparedFile } from '../../model/similarity.ts'
import type { HashedFile } from '../../similarity/identical-files.ts'
import type { HandIn } from '../class/hand-ins.ts'
import { sha256 } from '../sha256.ts'

/** A submission as it is compared. */
export interface ReadSubmission {
  readonly id: string
  readonly files: readonly TokenisedFile[]
  /** Of all files that say something by themselves. */
  readonly hashes: readonly HashedFile[]
  readonly uncompared: readonly UncomparedFile[]
}

/** Of one submission: more code files are somebody's library. */
const MOST_FILES = 200
/** A shorter file is an accident when it is the same. */
const SHORTEST = 100
/** Filled in for Assay and not for a grade, made by a tool, or compared on the class page. */
const SAYS_NOTHING = /(^|\/)submission\.ya?ml$|\.(?:png|svg|jpe?g|pdf)$|(^|\/)\.[^/]*$/i

/** Copies a submission and reads its code in the sandbox. Nothing of it runs, and nothing that is wrong with it throws. */
export async function readSubmission({ id, path, packed, refused }: HandIn, sandbox: Sandbox): Promise<ReadSubmission> {
  const without = (says: string): ReadSubmission => ({ id, files: [], hashes: [], uncompared: [{ submission: id, file: '', says }] })
  if (refused !== undefined) return without(refused)
  const folder = await temporaryFolder('assay-similar-')
  try {
    const staged = await takeIn(path, packed, folder.path)
    if (!staged.ok) {
      const { fault } = staged
      return without('reason' in fault ? fault.reason : 'message' in fault ? fault.message : 'cannot be unpacked')
    }
    const content = (name: string): Promise<Buffer> => readFile(join(staged.folder.path, name))
    return { id, ...(await readFiles(id, staged.folder.files, content, readerOf(sandbox).reading())) }
  } finally {
    await folder.remove()
  }
}

/** Code that was handed out: files by their names, which decide how they are read. */
export async function readGiven(
  files: readonly { readonly path: string; readonly content: string }[],
  sandbox: Sandbox,
): Promise<ReadSubmission> {
  const texts = new Map(files.map(({ path, content }) => [path, Buffer.from(content)]))
  const content = async (name: string): Promise<Buffer> => texts.get(name) as Buffer
  return { id: '', ...(await readFiles('', [...texts.keys()], content, readerOf(sandbox).reading())) }
}

async function readFiles(
  submission: string,
  names: readonly string[],
  content: (name: string) => Promise<Buffer>,
  reading: Reading,
): Promise<Omit<ReadSubmission, 'id'>> {
  const files: TokenisedFile[] = []
  const hashes: HashedFile[] = []
  const uncompared: UncomparedFile[] = []
  const notCompared = (file: string, says: string): void => void uncompared.push({ submission, file, says })
  let tokens = 0
  let count = 0
  for (const name of [...names].sort()) {
    const bytes = await content(name)
    if (!SAYS_NOTHING.test(name) && bytes.length >= SHORTEST) {
      hashes.push({ submission, file: name, hash: sha256(bytes) })
    }
    const family = isCode(name) ? familyOf(name) : undefined
    if (family === undefined) continue
    if (++count > MOST_FILES) {
      notCompared(name, `is beyond the first ${MOST_FILES} code files of its submission`)
      continue
    }
    const read = await reading.read(tokenTask(name, family, bytes))
    if (!read.ok || !read.value.ok) {
      notCompared(name, read.ok && !read.value.ok ? read.value.says : 'says' in read ? read.says : '')
      continue
    }
    const { file } = read.value
    tokens += file.tokens.length
    if (tokens > MOST_TOKENS) {
      notCompared(name, `makes its submission longer than ${MOST_TOKENS} tokens`)
      continue
    }
    if (file.broken) notCompared(name, 'has syntax errors; what stands in them is not compared')
    files.push(file)
  }
  return { files, hashes, uncompared }
}
