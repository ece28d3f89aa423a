import type { Claim, ClaimedRow, Recogniser } from './download.ts'

/** `lindanna_LATE_1042_555002_deltas.py`: the first two parts of digits alone are the user and the file. */
const NAMED = /^(.+?)(_LATE)?_(\d+)_(\d+)_(.+)$/s
/** `anon_aB3xZ_555003_deltas.py`; what is late says so first. */
const ANONYMOUS = /^(LATE_)?anon_([A-Za-z0-9]+)_(\d+)_(.+)$/s
/** What was typed on the page has no number of a file. */
const TYPED = /^(.+?)(_LATE)?_(\d+)_(text|link)\.html$/s
const TYPED_ANONYMOUS = /^(LATE_)?anon_([A-Za-z0-9]+)_(text|link)\.html$/s
/** What a row is called: without the file. */
const ROW = /^(.+?)(_LATE)?_(\d+)$/s
const ANONYMOUS_ROW = /^(LATE_)?anon_([A-Za-z0-9]+)$/s

interface CanvasPart {
  readonly student: string
  readonly row: string
  readonly kind: 'file' | 'text'
  readonly file?: string
}

/** A file of Canvas' download, or nothing for any other name. All files of a student have one row. */
export function canvasPart(name: string): CanvasPart | undefined {
  const [, lateAnonymously = '', anonymous, , anonymousFile] = ANONYMOUS.exec(name) ?? []
  if (anonymous !== undefined) return part(`anon_${anonymous}`, `${lateAnonymously}anon_${anonymous}`, anonymousFile)
  const [, lateTyped = '', typed] = TYPED_ANONYMOUS.exec(name) ?? []
  if (typed !== undefined) return part(`anon_${typed}`, `${lateTyped}anon_${typed}`)
  const [, student, late = '', user, , file] = NAMED.exec(name) ?? TYPED.exec(name) ?? []
  if (student === undefined || user === undefined) return undefined
  return part(`${student}_${user}`, `${student}${late}_${user}`, file)
}

function part(student: string, row: string, file?: string): CanvasPart {
  return file === undefined ? { student, row, kind: 'text' } : { student, row, kind: 'file', file }
}

/** Whether so many of these names are of Canvas that it is no chance. */
export function looksLikeCanvas(names: readonly string[]): boolean {
  const found = names.filter((name) => canvasPart(name) !== undefined).length
  return found > 0 && 2 * found > names.length
}

/**
 * The download of Canvas: the files of all students side by side. What is late says so in the name; there is no time.
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb
 */
export const canvas: Recogniser = {
  kind: 'canvas',
  title: 'Canvas',
  recognises({ rows }) {
    const found = rows.filter(({ parts = [] }) => parts.some((name) => canvasPart(name) !== undefined)).length
    return found > 0 && 2 * found > rows.length
  },
  claims: ({ rows }) => rows.map(({ id }) => claimed(id)),
}

function claimed(id: string): ClaimedRow {
  const [, lateAnonymously, anonymous] = ANONYMOUS_ROW.exec(id) ?? []
  if (anonymous !== undefined) return row(id, { anonymous: true, participant: anonymous }, lateAnonymously)
  const [, name, late, user] = ROW.exec(id) ?? []
  if (name === undefined || user === undefined) return { submission: id, claims: [{ name: id }] }
  return row(id, { squeezedName: name, id: user }, late)
}

function row(submission: string, claim: Claim, late: string | undefined): ClaimedRow {
  return { submission, claims: [claim], ...(late === undefined ? {} : { markedLate: true }) }
}
