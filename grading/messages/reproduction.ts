import type { CaseText } from '../model/diagnosis.ts'

export interface Reproduced {
  readonly student: string
  readonly exerciseId: string
  readonly checkId: string
  /** From 1. */
  readonly case?: number
}

/**
 * The command that asks one check of one student of a run again. For instructors: what it prints tells inputs of hidden checks.
 *
 * @param run - folder of the run's reports, as the command is to name it.
 */
export function reproduction(run: string, { student, exerciseId, checkId, case: number }: Reproduced): string {
  const words = ['assay', 'rerun', run, student, `${exerciseId}/${checkId}`, ...(number === undefined ? [] : ['--case', `${number}`])]
  return words.map(quoted).join(' ')
}

export interface CheckedAgain {
  /** As it was typed. */
  readonly dir: string
  /** Number of the exercise on the sheet, or its id. */
  readonly exercise: string
  /** None where inputs are recorded, as in a kit. */
  readonly seed?: number
  /** As it was typed. */
  readonly sheet?: string
}

/** The command that asks the visible checks of one exercise again. For students: it names no check. */
export function checkAgain({ dir, exercise, seed, sheet }: CheckedAgain): string {
  const named = sheet === undefined ? [] : ['--sheet', sheet]
  const seeded = seed === undefined ? [] : ['--seed', `${seed}`]
  return ['assay', 'check', ...(dir === '.' ? [] : [dir]), '--only', exercise, ...seeded, ...named].map(quoted).join(' ')
}

/** As a shell reads it: names of folders may hold blanks. */
function quoted(word: string): string {
  return /^[\w./@:=+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A case in lines: `case 3: softmax([1, 2])`, then what was given and expected. */
export function caseLines({ case: number, calls }: CaseText): readonly string[] {
  const head = number === undefined ? 'last call: ' : `case ${number}: `
  return calls.flatMap(({ entry, args, given, expected }, i) => [
    `${i === 0 ? head : ''}${entry}(${args})`,
    ...(expected === undefined ? [] : [`  expected ${expected}`]),
    ...(given === undefined ? [] : [`  given    ${given}`]),
  ])
}
