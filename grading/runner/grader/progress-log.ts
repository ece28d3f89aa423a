import { ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { exactJson, parseExactJson } from '../../engine/exact-json.ts'
import type { CheckResult } from '../../model/result.ts'

/** A check result and the exercise it belongs to. */
export type Judged = readonly [exerciseId: string, result: CheckResult]

/** What stands for one check of one exercise. */
export function keyOf(exerciseId: string, checkId: string): string {
  return `${exerciseId} ${checkId}`
}

/** How far a grading process had come with a student. */
export interface Progress {
  /** The check at work; missing between checks. */
  readonly at?: { readonly exercise: string; readonly check: string }
  readonly judged: readonly Judged[]
}

/**
 * Written while a student is graded, read when the process did not survive it. A file and not messages: a line is there before the check
 * begins, without waiting and without waking anybody, which for hundreds of checks costs more than the checks.
 */
export interface ProgressLog {
  /** Forgets what was before. */
  begin(turn: number): void
  start(exerciseId: string, checkId: string): void
  judged(exerciseId: string, result: CheckResult): void
}

type Line = { readonly turn: number } | { readonly start: readonly [exerciseId: string, checkId: string] } | { readonly judged: Judged }

const fileIn = (folder: string): string => join(folder, 'progress.jsonl')

export function openProgressLog(folder: string): ProgressLog {
  const file = openSync(fileIn(folder), 'a', 0o600)
  const add = (line: Line): void => {
    try {
      writeSync(file, `${exactJson(line)}\n`)
    } catch {
      // A full disk costs no verdict: should the process die as well, the student is waiting for a person.
    }
  }
  return {
    begin(turn) {
      ftruncateSync(file)
      add({ turn })
    },
    start: (exerciseId, checkId) => add({ start: [exerciseId, checkId] }),
    judged: (exerciseId, result) => add({ judged: [exerciseId, result] }),
  }
}

/** @param turn - what was begun: of anything else nothing is told. */
export function readProgress(folder: string, turn: number): Progress {
  const [first, ...lines] = linesOf(folder)
  let at: Progress['at']
  const judged: Judged[] = []
  if (first === undefined || !('turn' in first) || first.turn !== turn) return { judged }
  for (const line of lines) {
    if ('start' in line) at = { exercise: line.start[0], check: line.start[1] }
    else if ('judged' in line) {
      at = undefined
      judged.push(line.judged)
    }
  }
  return { judged, ...(at === undefined ? {} : { at }) }
}

/** The last one may be torn. */
function linesOf(folder: string): readonly Line[] {
  try {
    const whole = readFileSync(fileIn(folder), 'utf8').split('\n').slice(0, -1)
    return whole.map((line) => parseExactJson(line) as Line)
  } catch {
    return []
  }
}
