import { lstat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pLimit from 'p-limit'
import type { Claim, ClaimedRow, Download, DownloadRow, Recogniser } from '#course/lms/download'
import { recognise } from '#course/lms/recognise'
import { type Contents, contentsOf } from '#submissions/intake/contents'
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
  readonly submissions: readonly FoundSubmission[]
  readonly rows: readonly ClaimedRow[]
}

/**
 * Recognises where a class was downloaded from. Of clones of GitHub Classroom the commit that counts is taken for the submission.
 *
 * @param path - of the download, for its name.
 * @param until - later commits do not count.
 */
export async function readDownload(path: string, found: readonly FoundSubmission[], until?: Date): Promise<ReadDownload> {
  const limit = pLimit(AT_A_TIME)
  const rows = await Promise.all(found.map((one) => limit(() => rowOf(one))))
  const [first] = found
  const metadata = first === undefined ? undefined : await readBeside(first, METADATA)
  const download: Download = { name: basename(path), rows, ...(metadata === undefined ? {} : { metadata }) }
  const recogniser = recognise(download)
  const claimed = recogniser.claims(download)
  if (recogniser.kind !== 'github-classroom') return { recogniser, submissions: found, rows: claimed }
  const committed = await Promise.all(
    found.map((one, i) => limit(() => commitOf(one, rows[i] as DownloadRow, claimed[i] as ClaimedRow, until))),
  )
  return { recogniser, submissions: committed.map(({ submission }) => submission), rows: committed.map(({ row }) => row) }
}

/** The submissions of a class; of clones of GitHub Classroom the commit that counts, as {@link readDownload} takes it. */
export async function withCommits(path: string, found: readonly FoundSubmission[], until?: Date): Promise<readonly FoundSubmission[]> {
  const rows = await Promise.all(found.map(async (one) => ({ id: one.id, ...(await cloneOf(one)) })))
  if (recognise({ name: basename(path), rows }).kind !== 'github-classroom') return found
  return (await readDownload(path, found, until)).submissions
}

async function rowOf(found: FoundSubmission): Promise<DownloadRow> {
  const { id, parts } = found
  const timestamp = await timestampOf(found)
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
async function timestampOf(found: FoundSubmission): Promise<string | undefined> {
  if (found.parts !== undefined) return undefined
  const { files } = await contentsOf(found)
  const name = files.find((file) => /^(?:[^/]+\/)?timestamp\.txt$/.test(file))
  return name === undefined ? undefined : readSmall(found, name)
}

interface Committed {
  readonly submission: FoundSubmission
  readonly row: ClaimedRow
}

async function commitOf(submission: FoundSubmission, { clone }: DownloadRow, row: ClaimedRow, until: Date | undefined): Promise<Committed> {
  if (clone !== true) return { submission, row }
  try {
    const { packed } = submission
    const commit = packed !== undefined && 'commit' in packed ? packed.commit : await commitAt(submission.path, until)
    const submittedAt = new Date(commit.at).toISOString()
    return { submission: { ...submission, packed: { commit } }, row: { ...row, submittedAt, reference: commit.hash } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { submission: { ...submission, refused: error.message }, row }
  }
}

const LINE = /^(student|email):[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n#]*))/gm

/** What submissions hold, and what `submission.yaml` of each says of its student. */
export async function lookInside(
  found: readonly FoundSubmission[],
): Promise<{ readonly contents: readonly Contents[]; readonly own: ReadonlyMap<string, Claim> }> {
  const limit = pLimit(AT_A_TIME)
  const own = new Map<string, Claim>()
  const look = async (one: FoundSubmission): Promise<Contents> => {
    const contents = await contentsOf(one)
    const file = contents.files.find((name) => /^submission\.ya?ml$/i.test(name))
    const claim = file === undefined ? undefined : ownClaim((await readSmall(one, file)) ?? '')
    if (claim !== undefined) own.set(one.id, claim)
    return contents
  }
  const contents = await Promise.all(found.map((one) => limit(() => look(one))))
  return { contents, own }
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
