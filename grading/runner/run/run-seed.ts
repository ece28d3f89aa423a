import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readJournal } from '../../engine/read-journal.ts'
import { JOURNAL } from '../files/output-folder.ts'
import { isSeedOfKit, KIT_SEED_FILE } from '../kit-seed.ts'
import { LARGEST_SEED, PUBLIC_SEED } from '../numbers.ts'
import { UsageError } from '../usage-error.ts'
import { type FinishedRun, runName } from './finished-run.ts'

export function drawSeed(): number {
  return randomInt(PUBLIC_SEED + 1, LARGEST_SEED + 1)
}

export interface SeedWish {
  readonly seed?: number
  readonly resume?: boolean
  /** Kits that students have, as named on the command line. */
  readonly kit?: readonly string[]
  /** The run before, whose results may be kept. */
  readonly before?: Pick<FinishedRun, 'header'>
}

/**
 * The seed of a run that grades: the one asked for, that of the run it goes on with or keeps results of, or a new one.
 *
 * @param out - folder of the run's reports.
 * @param say - told of what a person should know, in whole sentences.
 * @throws UsageError for the seed of a kit: students then have the graded inputs with their answers.
 */
export function runSeed(
  out: string,
  { seed, resume = false, kit = [], before }: SeedWish,
  cwd: string,
  say: (line: string) => void,
): number {
  const earlier = resume && seed === undefined ? journalledSeed(join(out, JOURNAL)) : before?.header.seed
  const chosen = seed ?? earlier ?? drawSeed()
  if (seed === undefined && before !== undefined)
    say(`seed ${chosen} of ${runName(before.header)} is used again; --fresh draws another and grades all`)
  for (const name of kit) {
    if (isSeedOfKit(chosen, recordOf(name, cwd)))
      throw new UsageError(`--seed ${chosen} is the seed of the kit ${name}: students have its inputs and answers; omit --seed`)
  }
  if (chosen === PUBLIC_SEED && seed !== undefined)
    say(`seed ${PUBLIC_SEED} is the one that check and gate use, so its inputs are known; omit --seed to draw one`)
  return chosen
}

function journalledSeed(journal: string): number | undefined {
  try {
    return readJournal(readFileSync(journal, 'utf8')).header?.seed
  } catch {
    // Whoever opens the journal says what is wrong with it.
    return undefined
  }
}

/** Of a kit, its package, or the folder in which both were made. */
function recordOf(name: string, cwd: string): string {
  const path = resolve(cwd, name)
  const beside = existsSync(path) && statSync(path).isDirectory() ? [path, dirname(path)] : [dirname(path)]
  const file = beside.map((folder) => join(folder, KIT_SEED_FILE)).find((one) => existsSync(one))
  if (file === undefined)
    throw new UsageError(`--kit ${name}: no ${KIT_SEED_FILE} in it or beside it; pass the folder that assay kit wrote`)
  return file
}
