import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { RunHeader } from '../../engine/journal.ts'
import { systemErrorText } from '../../model/system-error.ts'
import { CHECK_LOG, createCheckLog } from '../files/check-log.ts'
import { FRAMES } from '../files/trace-file.ts'
import type { GraderOptions } from '../grader/grader.ts'
import type { Attention } from '../grader/listen.ts'
import type { GraderSetup } from '../grader/messages.ts'
import type { Io } from '../io.ts'
import type { Debugger } from '../machine/debugger-wanted.ts'
import { UsageError } from '../usage-error.ts'
import { checkLine } from './check-line.ts'

/** Where frames go where there is no folder of reports, in the folder that Assay was started in. */
export const TRACE = 'assay-trace'

/** What a run tells besides its results: what checks print, and with `--verbose` each check as it is done. */
export interface RunNotes {
  readonly grader: Pick<GraderOptions, 'inspect' | 'onStderr'>
  /** For the setup of grading processes. */
  readonly setup: Pick<GraderSetup, 'trace'>
  attention(student: string): Pick<Attention, 'onCheck'>
  /** From now on what checks print goes to a file in this folder, and frames to theirs. */
  openIn(folder: string, keep: boolean): void
  /** Tells with `--verbose` what is done with what. */
  tell(line: string): void
  /** Says where what was printed lies, if anything was. */
  end(say: (line: string) => void): void
}

/** Files of an earlier run would be continued. Only those are removed: somebody may keep others there. */
function makeTrace(folder: string, keep: boolean): void {
  try {
    mkdirSync(folder, { recursive: true })
    const old = keep ? [] : readdirSync(folder).filter((name) => name.endsWith(FRAMES))
    for (const name of old) rmSync(join(folder, name))
  } catch (error) {
    throw new UsageError(`--trace frames: ${folder} cannot be made or emptied: ${systemErrorText(error)}`)
  }
}

/** Where the class and the sheet of a run lie, seen from the folder of its reports. */
export function placesFrom(out: string, folder: string, catalogue: string | undefined): NonNullable<RunHeader['from']> {
  return { class: relative(out, folder), ...(catalogue === undefined ? {} : { sheet: relative(out, catalogue) }) }
}

export interface RunNotesOptions {
  readonly verbose?: boolean
  readonly trace?: 'frames'
  /** An absolute folder for the frames of each submission. */
  readonly traceIn?: string
  readonly inspect: Debugger | undefined
  /** Folder of the reports as messages name it; without it there is none, and what checks print is shown only with `--verbose`. */
  readonly shown?: string
}

export function runNotes({ verbose = false, inspect, shown, ...traced }: RunNotesOptions, io: Pick<Io, 'err'>): RunNotes {
  const trace = traced.trace === undefined ? undefined : traced.traceIn
  const log = shown === undefined ? undefined : createCheckLog()
  const onStderr = (text: string): void => {
    log?.write(text)
    if (verbose || inspect !== undefined) io.err(text)
  }
  return {
    setup: trace === undefined ? {} : { trace },
    grader: { onStderr, ...(inspect === undefined ? {} : { inspect }) },
    attention: (student) => (verbose ? { onCheck: (exerciseId, result) => io.err(checkLine(student, exerciseId, result, shown)) } : {}),
    openIn(folder, keep) {
      log?.openIn(folder, keep)
      if (trace !== undefined) makeTrace(trace, keep)
    },
    tell: (line) => {
      if (verbose) io.err(`assay: ${line}\n`)
    },
    end: (say) => {
      if (log?.written === true && shown !== undefined) say(`checks printed to the console: see ${join(shown, CHECK_LOG)}`)
      if (trace !== undefined) say(`frames exchanged with submissions: see ${trace}`)
    },
  }
}
