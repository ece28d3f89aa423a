import { dirname } from 'node:path'
import type { Mutant } from './mutants.ts'

/** Figures of one folder. */
export interface FolderScore {
  readonly folder: string
  readonly mutants: number
  readonly killed: number
  /** Killed because the tests did not come to an end in time. */
  readonly timedOut: number
  /** No test noticed, or none reached it, and no reason is given. */
  readonly survived: number
  /** Survived for a reason that is written down. */
  readonly explained: number
}

/**
 * Whether the tests notice what is changed in the code that they are about. Nothing passes by looking at nothing: a mutant that no test ran
 * with counts as a fault of the run, whatever its status.
 *
 * @returns whole sentences; the gate is red if there is one.
 * @param files - those that were mutated; reasons for other files are left alone.
 * @param reasons - by the id of the mutant.
 */
export function complaintsOf(
  mutants: readonly Mutant[],
  files: readonly string[],
  reasons: ReadonlyMap<string, string>,
): readonly string[] {
  const complaints: string[] = []
  if (mutants.length === 0) complaints.push('no mutant was made, so nothing was shown')
  for (const file of files) {
    const known = new Set(mutants.flatMap((mutant) => (mutant.file === file ? [mutant.id] : [])))
    for (const id of reasons.keys())
      if (id.startsWith(`${file}: `) && !known.has(id)) complaints.push(`a reason is given for a mutant that is not made: ${id}`)
  }
  for (const mutant of mutants) {
    const complaint = complaintAbout(mutant, reasons.has(mutant.id))
    if (complaint !== undefined) complaints.push(`${complaint}: ${mutant.id}`)
  }
  return complaints
}

function complaintAbout(mutant: Mutant, explained: boolean): string | undefined {
  switch (mutant.status) {
    case 'Killed':
      if ((mutant.testsCompleted ?? 0) === 0) return 'killed by a run without a test'
      return explained ? 'killed, so the reason for its survival is wrong' : undefined
    case 'Survived':
      if ((mutant.testsCompleted ?? 0) === 0) return 'survived a run without a test'
      return explained ? undefined : 'survived'
    case 'NoCoverage':
      return explained ? undefined : 'reached by no test'
    case 'Timeout':
      return explained ? 'killed by the clock, so the reason for its survival is wrong' : undefined
    case 'CompileError':
    case 'RuntimeError':
      return `could not be run (${mutant.reason ?? 'no reason given'})`
    case 'Ignored':
      return 'left out'
    case 'Pending':
      return 'not run'
  }
}

/** Figures of each folder, by name. */
export function scoresOf(mutants: readonly Mutant[], reasons: ReadonlyMap<string, string>): readonly FolderScore[] {
  const folders = [...new Set(mutants.map(({ file }) => dirname(file)))].sort()
  return folders.map((folder) => scoreOf(folder, mutants, reasons))
}

function scoreOf(folder: string, all: readonly Mutant[], reasons: ReadonlyMap<string, string>): FolderScore {
  const mutants = all.filter(({ file }) => dirname(file) === folder)
  const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const explained = survivors.filter(({ id }) => reasons.has(id)).length
  return {
    folder,
    mutants: mutants.length,
    killed: mutants.filter(({ status }) => status === 'Killed').length,
    timedOut: mutants.filter(({ status }) => status === 'Timeout').length,
    survived: survivors.length - explained,
    explained,
  }
}

/** A table for a terminal. The score is the share of all mutants that were killed; those that survive for a reason count as survivors. */
export function scoreTable(folders: readonly FolderScore[]): string {
  const rows = folders.map(({ folder, mutants, killed, timedOut, survived, explained }) => [
    folder,
    ...[mutants, killed, timedOut, survived, explained].map(String),
    `${(mutants === 0 ? 0 : (100 * (killed + timedOut)) / mutants).toFixed(1)} %`,
  ])
  const table = [['folder', 'mutants', 'killed', 'timed out', 'survived', 'explained', 'score'], ...rows]
  const widths = (table[0] as string[]).map((_, column) => Math.max(...table.map((row) => (row[column] as string).length)))
  return table
    .map((row) => `${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[i] as number))).join('  ')}\n`)
    .join('')
}
