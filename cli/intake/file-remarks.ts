import { basename, extname } from 'node:path'
import { closest } from '#grading/model/closest'
import { exerciseKey } from '#grading/model/value'
import type { Contents } from '#submissions/intake/contents'
import { isCode } from '#submissions/intake/ignored'
import { isClaimed, misnamed } from '#submissions/intake/unread'

/**
 * What a person should know of the files of a submission, in whole sentences without a full stop: what has nearly the right name, and what
 * holds nothing that is graded.
 *
 * @param exercises - ids of the sheet.
 */
export function fileRemarks({ files, remarks, unknown }: Contents, exercises: readonly string[]): readonly string[] {
  if (unknown !== undefined) return [unknown]
  const left = remarks.map((sentence) => sentence.replace(/\.$/, ''))
  const nearly = misnamed(files).map((sentence) => sentence.replace(/\.$/, '').replace(/^F/, 'f'))
  if (files.length === 0) return [...left, 'no files']
  if (!files.some(isClaimed) && nearly.length === 0) return [...left, 'nothing that is graded']
  return [...left, ...nearly, ...misspelt(files.filter(isCode), exercises)]
}

function misspelt(code: readonly string[], exercises: readonly string[]): readonly string[] {
  const names = exercises.map((id) => basename(id))
  const keys = new Set(names.map(exerciseKey))
  const there = new Set(code.map((file) => exerciseKey(stemOf(file))))
  return code.flatMap((file) => {
    const stem = stemOf(file)
    if (keys.has(exerciseKey(stem)) || keys.has(exerciseKey(stem.replace(/(?:-\d+| ?\(\d+\))$/, '')))) return []
    const near = closest(stem.toLowerCase(), names)
    return near === undefined || there.has(exerciseKey(near)) ? [] : [`${file}: did you mean ${near}${extname(file)}?`]
  })
}

function stemOf(file: string): string {
  return basename(file, extname(file))
}
