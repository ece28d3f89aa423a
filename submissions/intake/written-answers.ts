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
  /** The other exercises of the sheet: their headings end an answer. */
  readonly others?: readonly NumberedExercise[]
}

export type NumberedExercise = readonly [number: string, id: string]

/** The written answers in the bytes of a file. Runs in the reader. */
export function writtenAnswers(bytes: Uint8Array, { file, more, exercises, inWords, others = [] }: AnswersFile): Answers {
  // Cut within a character, it ends in a replacement character that is not the student's.
  const text = new TextDecoder('utf-8').decode(bytes, { stream: more })
  const remarks: string[] = []
  if (text.includes('\ufffd')) remarks.push(`${file} is not UTF-8 throughout; unreadable characters are shown as \ufffd.`)
  const { answers, found } = splitAnswers(text, exercises, inWords, others)
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
 * exercise that is answered in words. The number of another exercise ends an answer, in a heading that is not below the answer's own. Other
 * headings, and all inside a code block, belong to the answer they stand in. Two parts under one heading are joined. A part of nothing but
 * comments is no answer.
 *
 * @param others - exercises that are not answered in words.
 * @returns how many exercises have a heading, too; those that only end an answer are not counted.
 */
export function splitAnswers(
  text: string,
  exercises: readonly string[],
  inWords: readonly NumberedExercise[] = [],
  others: readonly NumberedExercise[] = [],
): { readonly answers: ReadonlyMap<string, string>; readonly found: number } {
  const parts = new Map<string, string[]>()
  let current: string[] | undefined
  let level = 0
  let fence: string | undefined
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) fence = marker
    else if (marker?.startsWith(fence) && line.trim() === marker) fence = undefined
    const heading = fence === undefined && marker === undefined ? headingOf(line) : undefined
    const id = heading && headed(heading, exercises, inWords)
    if (heading === undefined || id === undefined) {
      if (heading !== undefined && heading.level <= level && others.some(([number]) => isOfOther(heading.text, number))) current = undefined
      current?.push(line)
      continue
    }
    level = heading.level
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

interface Heading {
  /** Its number of `#`. */
  readonly level: number
  readonly text: string
}

function headingOf(line: string): Heading | undefined {
  const signs = /^#{1,6}(?=[ \t])/.exec(line)?.[0]
  if (signs === undefined) return undefined
  const text = withoutEnd(withoutEnd(withoutEnd(line.slice(signs.length), ' \t'), '#'), ' \t').trimStart()
  return { level: signs.length, text }
}

/** The exercise whose heading it is. */
function headed({ level, text }: Heading, exercises: readonly string[], inWords: readonly NumberedExercise[]): string | undefined {
  const numbered = inWords.find(([number]) => beginsWithNumber(text, number))
  if (numbered !== undefined) return numbered[1]
  if (level !== 2 && inWords.every(([, id]) => id !== text)) return undefined
  const key = (name: string): string => nameKey(name.replaceAll(/[`\s-]/g, ''))
  const wanted = key(text)
  const whole = exercises.find((id) => key(id) === wanted)
  const named = exercises.filter((id) => key(basename(id)) === wanted)
  return whole ?? (named.length === 1 ? named[0] : undefined)
}

/** `2b`, `2b Softmax`, `Exercise 6` and `6`. `6 Summary` or `6. Summary` may be the sixth part of an answer. */
function isOfOther(heading: string, number: string): boolean {
  if (!beginsWithNumber(heading, number)) return false
  const isPartOfMany = /^\d+$/.test(number) && heading.startsWith(number)
  return !isPartOfMany || /^[.:]?$/.test(heading.slice(number.length))
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
