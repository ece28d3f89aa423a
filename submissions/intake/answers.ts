import { basename, join } from 'node:path'
import * as z from 'zod'
import type { StagedFolder } from '../adapters/adapter.ts'
import { firstBytes } from '../first-bytes.ts'
import type { Reading } from '../reader/task.ts'
import type { ReadPart } from './read-part.ts'
import type { Answers, NumberedExercise } from './written-answers.ts'

const FILE = 'answers.md'
export const ANSWERS_BYTES = 64 * 1024
const Remarks = z.object({ remarks: z.array(z.string().max(6000)).max(2) })

/** What a file of answers is called, or nearly so. */
const LIKE_IT = /^(?:answers?|essays?)\.(?:md|markdown|txt|pdf|docx?|odt|rtf|html?|pages)$/i
const TEXT = /\.(?:md|markdown|txt)$/i

/** Answers that no program reads: whoever marks them opens the file. */
function unread(file: string | undefined, inWords: readonly NumberedExercise[]): Answers {
  if (file === undefined || inWords.length === 0) return { answers: new Map(), remarks: [] }
  const says = `The answer may be in ${file}, which cannot be shown here; open the file.`
  return { answers: new Map(inWords.map(([, id]) => [id, says])), remarks: [`${file} is not read; write your answers in ${FILE}.`] }
}

interface OnSheet {
  readonly id: string
  /** Its number. */
  readonly sheet?: string
  /** Its functions; none where it is answered in words. */
  readonly entries?: readonly unknown[]
}

/**
 * The written answers of a hand-in: `answers.md` at its top, or the one that lies nearest to it. Its first 64 KiB are read.
 *
 * @param sheet - all its exercises.
 */
export async function readAnswers(folder: StagedFolder, sheet: readonly OnSheet[], reading: Reading): Promise<ReadPart<Answers>> {
  const exercises = sheet.map(({ id }) => id)
  const inWords = sheet.flatMap(({ id, sheet: number, entries }) =>
    number !== undefined && entries?.length === 0 ? [[number, id] as const] : [],
  )
  const others = sheet.flatMap(({ id, sheet: number, entries }) =>
    number !== undefined && entries?.length !== 0 ? [[number, id] as const] : [],
  )
  const depth = (file: string): number => file.split('/').length
  const alike = folder.files.filter((file) => LIKE_IT.test(basename(file))).sort((a, b) => depth(a) - depth(b))
  const exact = alike.filter((file) => basename(file).toLowerCase() === FILE)
  const found = exact.length > 0 ? exact : alike.filter((file) => TEXT.test(file))
  const [file] = found
  if (file === undefined) return { value: unread(alike[0], inWords) }
  const bytes = await firstBytes(join(folder.path, file), ANSWERS_BYTES)
  const more = bytes.length > ANSWERS_BYTES
  const remarks = exact.length > 0 ? [] : [`${file} was read as ${FILE}.`]
  remarks.push(...found.slice(1).map((other) => `${other} was not read: the answers in ${file} count.`))
  if (more) remarks.push(`${file} is longer than 64 KiB; what comes after that was not read.`)
  const Entries = z.array(z.tuple([z.enum(exercises), z.string().max(2 * ANSWERS_BYTES)])).max(exercises.length)
  const read = await reading.read({
    what: file,
    request: { op: 'answers', file, more, exercises, inWords, others },
    bytes: bytes.subarray(0, ANSWERS_BYTES),
    accept: (json, answer) => ({
      answers: new Map(Entries.parse(JSON.parse(Buffer.from(answer).toString('utf8')))),
      remarks: Remarks.parse(json).remarks,
    }),
  })
  if (read.ok) return { value: { answers: read.value.answers, remarks: [...remarks, ...read.value.remarks] } }
  if (read.fault.kind === 'infrastructure') return { fault: read.fault }
  return { value: { answers: new Map(), remarks: [...remarks, `${file} ${read.says}.`] } }
}
