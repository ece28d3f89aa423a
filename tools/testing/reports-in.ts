import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ANSWERS } from '#grading/runner/answers/answer-file'
import { PAGES } from '#grading/runner/files/made-pages'
import { OWN } from '#grading/runner/files/own-folder'

/** All files of an output folder but the journals, what is kept for the next run and what says which folder it is, path → content, with every duration set to 0 and no time of day: equal runs give equal ones. */
export function reportsIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((file) => relative(folder, join(file.parentPath, file.name))).sort()
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith('journal.') && path !== OWN && path !== PAGES && !path.startsWith(ANSWERS))
      .map((path) => [path, withoutTimes(readFileSync(join(folder, path), 'utf8'))]),
  )
}

function withoutTimes(text: string): string {
  return text
    .replace(/"ms": \d+/g, '"ms": 0')
    .replace(/ time="[\d.]+"/g, ' time="0"')
    .replace(/(<dt>Graded<\/dt><dd>)[^<]*/g, '$1')
}
