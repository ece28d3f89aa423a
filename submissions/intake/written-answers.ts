import { basename } from 'node:path'
import { nameKey } from '#grading/model/value'

export interface Answers {
  /** Text by exercise id, without the heading; exercises without a text are left out. */
  readonly answers: ReadonlyMap<string, string>
  /** Whole sentences about what was not read. */
  readonly remarks: readonly string[]
}

export interface AnswersFile {
  /** Its name, for sentences. */
  readonly file: string
  /** Whether these are not all of its bytes. */
  readonly more: boolean
  /** Ids of the sheet. */
  readonly exercises: readonly string[]
  /** Of the exercises that are answered in words alone: number on the sheet and id. */
  readonly inWords: readonly NumberedExercise[]
}

export type NumberedExercise = readonly [number: string, id: string]

/** The written answers in the bytes of a file. Runs in the reader. */
export function writtenAnswers(bytes: Uint8Array, { file, more, exercises, inWords }: AnswersFile): Answers {
  // Cut within a character, it ends in a replacement character that is not the student's.
  const text = new TextDecoder('utf-8').decode(bytes, { stream: more })
  const remarks: string[] = []
  if (text.includes('\ufffd')) remarks.push(`${file} is not UTF-8 throughout; unreadable characters are shown as \ufffd.`)
  const { answers, found } = splitAnswers(text, exercises, inWords)
  if (found === 0 && text.replace(COMMENT, '').trim() !== '') {
    const [only] = inWords
    if (only !== undefined && inWords.length === 1) {
      const [number, id] = only
      remarks.push(`${file} has no heading of an exercise, such as \`## ${id}\`: all of it was taken for the answer to ${number}.`)
      return { answers: new Map([[id, text.trim()]]), remarks }
    }
    const example =
      exercises[0] === undefined ? '' : `, such as \`## ${exercises.find((id) => text.includes(id)) ?? inWords[0]?.[1] ?? exercises[0]}\``
    remarks.push(`${file} contains no answer under the heading of an exercise${example}.`)
  }
  return { answers, remarks }
}

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g

/**
 * Splits Markdown at its `## <exercise id>` headings; the last part of the id is enough, and so is, in a heading of any level, the number of an
 * exercise that is answered in words. Other headings, and all inside a code block, belong to the answer they stand in. Two parts under one
 * heading are joined. A part of nothing but comments is no answer.
 *
 * @returns how many exercises have a heading, too.
 */
export function splitAnswers(
  text: string,
  exercises: readonly string[],
  inWords: readonly NumberedExercise[] = [],
): { readonly answers: ReadonlyMap<string, string>; readonly found: number } {
  const parts = new Map<string, string[]>()
  let current: string[] | undefined
  let fence: string | undefined
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) fence = marker
    else if (marker?.startsWith(fence) && line.trim() === marker) fence = undefined
    const id = fence === undefined && marker === undefined ? headed(line, exercises, inWords) : undefined
    if (id === undefined) {
      current?.push(line)
      continue
    }
    current = parts.get(id) ?? []
    if (current.length > 0) current.push('')
    parts.set(id, current)
  }
  const written = [...parts].flatMap(([id, lines]) => {
    const answer = lines.join('\n').trim()
    return answer.replace(COMMENT, '').trim() === '' ? [] : [[id, answer] as const]
  })
  return { answers: new Map(written), found: parts.size }
}

/** The exercise whose heading a line is. */
function headed(line: string, exercises: readonly string[], inWords: readonly NumberedExercise[]): string | undefined {
  const signs = /^#{1,6}(?=[ \t])/.exec(line)?.[0]
  if (signs === undefined) return undefined
  const heading = withoutEnd(withoutEnd(withoutEnd(line.slice(signs.length), ' \t'), '#'), ' \t').trimStart()
  const numbered = inWords.find(([number]) => beginsWithNumber(heading, number))
  if (numbered !== undefined) return numbered[1]
  if (signs !== '##' && inWords.every(([, id]) => id !== heading)) return undefined
  const key = (name: string): string => nameKey(name.replaceAll(/[`\s-]/g, ''))
  const wanted = key(heading)
  const whole = exercises.find((id) => key(id) === wanted)
  const named = exercises.filter((id) => key(basename(id)) === wanted)
  return whole ?? (named.length === 1 ? named[0] : undefined)
}

/** `5.1`, `Exercise 5.1:` and `5.1 Three questions`, not `5.10`. */
function beginsWithNumber(heading: string, number: string): boolean {
  const rest = heading.replace(/^(?:exercise|problem|question|task) /i, '')
  return rest.startsWith(number) && !/^\.?\w/.test(rest.slice(number.length))
}

/** A line without certain characters at its end; an expression for it would look at long blanks again and again. */
function withoutEnd(line: string, characters: string): string {
  let end = line.length
  while (end > 0 && characters.includes(line[end - 1] as string)) end--
  return line.slice(0, end)
}
