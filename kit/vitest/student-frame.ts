import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Check } from '#grading/model/check'
import type { CheckResult } from '#grading/model/result'
import type { Place } from '#grading/model/session'
import { nameKey } from '#grading/model/value'
import { visible } from '#reports/text/visible'
import type { Frame } from './bare-error.ts'

/** Where to look for what a check is about. */
export interface StudentFile {
  /** Absolute path of the hand-in. */
  readonly handIn: string
  /** The file that answered for the exercise, relative to it, if one did. Known when all its checks are done. */
  answering(): Promise<string | undefined>
}

/**
 * Where in the student's files a failed check points: at the line that stopped, else at the definition of the function that was asked.
 * `undefined` if there is no such line on the disk, as in a zip or a notebook's cell.
 */
export async function studentFrame(result: CheckResult, check: Check, file: StudentFile): Promise<Frame | undefined> {
  const stopped = placeOf(result)
  if (stopped !== undefined) return frameAt(stopped, check.entries[0] ?? '', file)
  const answering = await file.answering()
  if (answering === undefined || !/\.[cm]?[jt]s$|\.py$/i.test(answering)) return undefined
  const path = pathOf(answering, file)
  const lines = path === undefined || statSync(path).size > MOST_BYTES ? [] : readFileSync(path, 'utf8').split('\n')
  for (const entry of check.entries) {
    const place = definitionIn(lines, entry)
    if (place !== undefined) return frameAt({ file: answering, ...place }, entry, file)
  }
  return undefined
}

function placeOf(result: CheckResult): Place | undefined {
  for (const finding of result.findings) if (finding.code === 'fault' && 'place' in finding.fault) return finding.fault.place
  return undefined
}

function frameAt({ file, line, column }: Place, method: string, where: StudentFile): Frame | undefined {
  const path = pathOf(file, where)
  return path === undefined ? undefined : { method, file: path, line, column: column ?? 1 }
}

/** `undefined` for what is no file, or cannot be written in a stack. */
function pathOf(file: string, { handIn }: StudentFile): string | undefined {
  const inside = statSync(handIn).isDirectory() ? handIn : dirname(handIn)
  const path = join(inside, file)
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true && visible(path) === path ? path : undefined
}

/** A larger file was not written by a student. */
const MOST_BYTES = 1024 * 1024

/** What comes before the name of a function where it is defined, in TypeScript, JavaScript or Python. */
const DEFINITION = /(?:\bfunction\b(?:\s*\*)?|\bconst|\blet|\bvar|\bdef|\bexports\.)\s*([\p{L}_$][\p{L}\p{N}_$]*)/gu

/** Found by its name alone, in either case style; line and column count from 1. */
function definitionIn(lines: readonly string[], entry: string): { readonly line: number; readonly column: number } | undefined {
  for (const [i, text] of lines.entries()) {
    for (const found of text.matchAll(DEFINITION)) {
      const name = found[1] as string
      if (nameKey(name) === nameKey(entry)) return { line: i + 1, column: found.index + found[0].length - name.length + 1 }
    }
  }
  return undefined
}
