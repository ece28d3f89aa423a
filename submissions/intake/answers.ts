import { basename, join } from 'node:path'
import { nameKey } from '../../grading/model/value.ts'
import type { StagedFolder } from '../adapters/adapter.ts'
import { firstBytes } from '../first-bytes.ts'

const FILE = 'answers.md'
export const ANSWERS_BYTES = 64 * 1024

export interface Answers {
  /** Text by exercise id, without the heading; exercises without a text are left out. */
  readonly answers: ReadonlyMap<string, string>
  /** Whole sentences about what was not read. */
  readonly remarks: readonly string[]
}

/**
 * The written answers of a hand-in: `answers.md` at its top, or the one that lies nearest to it. Its first 64 KiB are read.
 *
 * @param exercises - ids of the sheet.
 */
export async function readAnswers(folder: StagedFolder, exercises: readonly string[]): Promise<Answers> {
  const depth = (file: string): number => file.split('/').length
  const found = folder.files.filter((file) => basename(file).toLowerCase() === FILE).sort((a, b) => depth(a) - depth(b))
  const [file] = found
  if (file === undefined) return { answers: new Map(), remarks: [] }
  const bytes = await firstBytes(join(folder.path, file), ANSWERS_BYTES)
  const more = bytes.length > ANSWERS_BYTES
  const remarks = found.slice(1).map((other) => `${other} was not read: the answers in ${file} count.`)
  if (more) remarks.push(`${file} is longer than 64 KiB; what comes after that was not read.`)
  // Cut within a character, it ends in a replacement character that is not the student's.
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, ANSWERS_BYTES), { stream: more })
  if (text.includes('\ufffd')) remarks.push(`${file} is not UTF-8 throughout; characters that could not be read are shown as \ufffd.`)
  const split = splitAnswers(text, exercises)
  if (split.size === 0 && text.replace(COMMENT, '').trim() !== '') {
    const example = exercises[0] === undefined ? '' : `, such as \`## ${exercises.find((id) => text.includes(id)) ?? exercises[0]}\``
    remarks.push(`${file} holds no answer under the heading of an exercise${example}.`)
  }
  return { answers: split, remarks }
}

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g

/**
 * Splits Markdown at its `## <exercise id>` headings; the last part of the id is enough. Other headings, and all inside a code block,
 * belong to the answer they stand in. Two parts under one heading are joined. A part of nothing but comments is no answer.
 */
export function splitAnswers(text: string, exercises: readonly string[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>()
  let current: string[] | undefined
  let fence: string | undefined
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) fence = marker
    else if (marker?.startsWith(fence) && line.trim() === marker) fence = undefined
    const id = fence === undefined && marker === undefined ? headed(line, exercises) : undefined
    if (id === undefined) {
      current?.push(line)
      continue
    }
    current = parts.get(id) ?? []
    if (current.length > 0) current.push('')
    parts.set(id, current)
  }
  return new Map(
    [...parts].flatMap(([id, lines]) => {
      const answer = lines.join('\n').trim()
      return answer.replace(COMMENT, '').trim() === '' ? [] : [[id, answer] as const]
    }),
  )
}

/** The exercise whose heading a line is. */
function headed(line: string, exercises: readonly string[]): string | undefined {
  const heading = /^##[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line)?.[1]
  if (heading === undefined) return undefined
  const key = (name: string): string => nameKey(name.replaceAll(/[`\s-]/g, ''))
  const wanted = key(heading)
  const whole = exercises.find((id) => key(id) === wanted)
  const named = exercises.filter((id) => key(basename(id)) === wanted)
  return whole ?? (named.length === 1 ? named[0] : undefined)
}
