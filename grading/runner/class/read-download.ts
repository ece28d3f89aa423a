import { lstat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pLimit from 'p-limit'
import type { Claim, ClaimedRow, Download, DownloadRow, Recogniser } from '#course/lms/download'
import { recognise } from '#course/lms/recognise'
import type { Contents } from '#submissions/intake/contents'
import type { FoundSubmission } from '#submissions/intake/found'
import { commitAt } from '#submissions/intake/git/commit-at'
import { readBeside, readSmall } from '#submissions/intake/read-small'
import { Refusal } from '#submissions/intake/refusal'

/** Git and archives are read side by side, no more than so many. */
const AT_A_TIME = 4
const METADATA = 'submission_metadata.yml'

/** A download with what the platform says of each submission. */
export interface ReadDownload {
  readonly recogniser: Recogniser
  /** In the order of the submissions. */
  readonly rows: readonly ClaimedRow[]
}

/**
 * Recognises where a class was downloaded from, and who each submission is from. Of a clone of GitHub Classroom the time is that of its commit.
 *
 * @param path - of the download, for its name.
 * @param found - clones as {@link withCommits} gives them.
 * @param contents - of each submission.
 */
export async function readDownload(path: string, found: readonly FoundSubmission[], contents: readonly Contents[]): Promise<ReadDownload> {
  const limit = pLimit(AT_A_TIME)
  const download = await downloadOf(path, found, await Promise.all(found.map((one, i) => limit(() => rowOf(one, contents[i])))))
  const recogniser = recognise(download)
  const claimed = recogniser.claims(download)
  if (recogniser.kind !== 'github-classroom') return { recogniser, rows: claimed }
  return { recogniser, rows: claimed.map((row, i) => ({ ...row, ...commitOf(found[i]) })) }
}

/**
 * The submissions of a class; of clones of GitHub Classroom the commit that counts is taken for the submission.
 *
 * @param until - later commits do not count.
 */
export async function withCommits(path: string, found: readonly FoundSubmission[], until?: Date): Promise<readonly FoundSubmission[]> {
  const rows = await Promise.all(found.map(async (one) => ({ id: one.id, ...(await cloneOf(one)) })))
  if (recognise(await downloadOf(path, found, rows)).kind !== 'github-classroom') return found
  const limit = pLimit(AT_A_TIME)
  return Promise.all(found.map((one, i) => (rows[i]?.clone === true ? limit(() => atCommit(one, until)) : one)))
}

async function downloadOf(path: string, [first]: readonly FoundSubmission[], rows: readonly DownloadRow[]): Promise<Download> {
  const metadata = first === undefined ? undefined : await readBeside(first, METADATA)
  return { name: basename(path), rows, ...(metadata === undefined ? {} : { metadata }) }
}

async function rowOf(found: FoundSubmission, contents: Contents | undefined): Promise<DownloadRow> {
  const { id, parts } = found
  const timestamp = await timestampOf(found, contents?.files ?? [])
  return {
    id,
    ...(parts === undefined ? {} : { parts }),
    ...(await cloneOf(found)),
    ...(timestamp === undefined ? {} : { timestamp: timestamp.trim() }),
  }
}

async function cloneOf({ path, packed }: FoundSubmission): Promise<Pick<DownloadRow, 'clone'>> {
  if (packed !== undefined) return 'commit' in packed ? { clone: true } : {}
  const status = await lstat(join(path, '.git')).catch(() => undefined)
  return status?.isDirectory() === true ? { clone: true } : {}
}

/** Of `<student>/timestamp.txt` or `<student>/<assignment>/timestamp.txt`. */
async function timestampOf(found: FoundSubmission, files: readonly string[]): Promise<string | undefined> {
  if (found.parts !== undefined) return undefined
  const name = files.find((file) => /^(?:[^/]+\/)?timestamp\.txt$/.test(file))
  return name === undefined ? undefined : readSmall(found, name)
}

async function atCommit(found: FoundSubmission, until: Date | undefined): Promise<FoundSubmission> {
  try {
    return { ...found, packed: { commit: await commitAt(found.path, until) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...found, refused: error.message }
  }
}

/** Nothing where there is no commit that counts. */
function commitOf(found: FoundSubmission | undefined): Pick<ClaimedRow, 'submittedAt' | 'reference'> {
  const packed = found?.packed
  if (packed === undefined || !('commit' in packed)) return {}
  return { submittedAt: new Date(packed.commit.at).toISOString(), reference: packed.commit.hash }
}

const LINE = /^(student|email):[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n#]*))/gm

/** What `submission.yaml` of each submission says of its student, by id of the submission. */
export async function ownClaims(found: readonly FoundSubmission[], contents: readonly Contents[]): Promise<ReadonlyMap<string, Claim>> {
  const limit = pLimit(AT_A_TIME)
  const own = new Map<string, Claim>()
  const look = async (one: FoundSubmission, files: readonly string[]): Promise<void> => {
    const file = files.find((name) => /^submission\.ya?ml$/i.test(name))
    const claim = file === undefined ? undefined : ownClaim((await readSmall(one, file)) ?? '')
    if (claim !== undefined) own.set(one.id, claim)
  }
  await Promise.all(found.map((one, i) => limit(() => look(one, contents[i]?.files ?? []))))
  return own
}

/** Two lines, not the whole of YAML: a student's file is parsed in the reader alone. */
function ownClaim(text: string): Claim | undefined {
  const said = new Map(
    [...text.matchAll(LINE)].map(([, key = '', double, single, plain = '']) => [key, (double ?? single ?? plain).trim()]),
  )
  const [student, email] = [said.get('student') ?? '', said.get('email') ?? '']
  if (student === '' && email === '') return undefined
  return { ...(student === '' ? {} : { id: student, name: student }), ...(email === '' ? {} : { email }) }
}
