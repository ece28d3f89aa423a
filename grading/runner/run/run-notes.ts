import { join, relative } from 'node:path'
import type { RunHeader } from '../../engine/journal.ts'
import { CHECK_LOG, createCheckLog } from '../files/check-log.ts'
import type { GraderOptions } from '../grader/grader.ts'
import type { Attention } from '../grader/listen.ts'
import type { Io } from '../io.ts'
import type { Debugger } from '../machine/debugger-wanted.ts'
import { checkLine } from './check-line.ts'

/** What a run tells besides its results: what checks print, and with `--verbose` each check as it is done. */
export interface RunNotes {
  readonly grader: Pick<GraderOptions, 'inspect' | 'onStderr'>
  attention(student: string): Pick<Attention, 'onCheck'>
  /** From now on what checks print goes to a file in this folder. */
  openIn(folder: string, keep: boolean): void
  /** Tells with `--verbose` what is done with what. */
  tell(line: string): void
  /** Says where what was printed lies, if anything was. */
  end(say: (line: string) => void): void
}

/** Where the class and the sheet of a run lie, seen from the folder of its reports. */
export function placesFrom(out: string, folder: string, catalogue: string | undefined): NonNullable<RunHeader['from']> {
  return { class: relative(out, folder), ...(catalogue === undefined ? {} : { sheet: relative(out, catalogue) }) }
}

export interface RunNotesOptions {
  readonly verbose: boolean
  readonly inspect: Debugger | undefined
  /** Folder of the reports as messages name it; without it there is none, and what checks print is shown only with `--verbose`. */
  readonly shown?: string
}

export function runNotes({ verbose, inspect, shown }: RunNotesOptions, io: Pick<Io, 'err'>): RunNotes {
  const log = shown === undefined ? undefined : createCheckLog()
  const onStderr = (text: string): void => {
    log?.write(text)
    if (verbose || inspect !== undefined) io.err(text)
  }
  return {
    grader: { onStderr, ...(inspect === undefined ? {} : { inspect }) },
    attention: (student) => (verbose ? { onCheck: (exerciseId, result) => io.err(checkLine(student, exerciseId, result, shown)) } : {}),
    openIn: (folder, keep) => log?.openIn(folder, keep),
    tell: (line) => {
      if (verbose) io.err(`assay: ${line}\n`)
    },
    end: (say) => {
      if (log?.written === true && shown !== undefined) say(`checks printed to the console: see ${join(shown, CHECK_LOG)}`)
    },
  }
}
