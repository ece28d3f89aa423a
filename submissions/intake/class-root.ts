import { basename } from 'node:path'
import { looksSubmitted } from './class-entry.ts'
import { isCode } from './ignored.ts'

/** Folders that a submission has, so that they are nobody's name. */
const PARTS: ReadonlySet<string> = new Set(
  'src source lib code models model weights plots plot figures images img pictures data dataset datasets statements notebooks notebook tests test docs utils'.split(
    ' ',
  ),
)
/** Whether a folder has a name that a part of a submission has. */
export function isPart(name: string): boolean {
  return PARTS.has(name.toLowerCase())
}

const OWN = /^(answers\.md|submission\.ya?ml|package\.json|pyproject\.toml|requirements\.txt)$/i
const MAIN = /^(submission|solution)\.[^.]+$/i
/** What course systems write beside the students. */
const EXPORT = /^(.*grades?.*\.(csv|tsv|xlsx?|ods)|submission_metadata\.ya?ml|metadata\.ya?ml|roster\.csv|.*\.csv)$/i

/**
 * Whether a folder that is all there is holds the students and not the parts of one submission.
 *
 * @param files - paths of the files in it, relative, `/` between parts; nothing that tools make.
 * @param fewest - how many students make a class where nothing else lies beside them.
 * @returns `unclear` where it could be either.
 */
export function holdsStudents(files: readonly string[], fewest: 1 | 2): boolean | 'unclear' {
  const direct = files.filter((path) => !path.includes('/'))
  const folders = new Map<string, string[]>()
  for (const path of files) {
    const end = path.indexOf('/')
    if (end > 0) folders.set(path.slice(0, end), [...(folders.get(path.slice(0, end)) ?? []), path.slice(end + 1)])
  }
  const others = [...folders].filter(([name]) => !isPart(name))
  if (direct.some((name) => OWN.test(name))) return false
  const archives = direct.filter((name) => looksSubmitted(name) && !isCode(name)).map((name): [string, string[]] => [name, [name]])
  const students = [...others.filter(([, inside]) => inside.some(looksSubmitted)), ...archives]
  if (direct.length === 0) return fewest === 1 ? others.length > 0 : students.length >= fewest
  if (direct.some(isCode)) {
    if (students.filter(([, inside]) => inside.some((path) => MAIN.test(basename(path)))).length > 1) return true
    return students.length > 1 && !direct.some((name) => MAIN.test(name)) ? 'unclear' : false
  }
  if (direct.some((name) => EXPORT.test(name))) return students.length >= fewest
  return students.length > 1
}
