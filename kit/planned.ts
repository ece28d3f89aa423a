import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { halvesOf } from '#checks/halves'
import { isJudgedByPlan, type PlannedCheck, plannedCheck } from '#checks/judges'
import type { Check, Halves } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import { UsageError } from '#grading/runner/usage-error'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { readsHiddenData } from './hidden-data.ts'

/** Functions of an exercise that judge, by the ids of checks. */
type JudgesById = Readonly<Record<string, object>>

/** What an exercise's `judges.ts` gives a kit. */
export interface Judges extends Pick<Exercise, 'conventions' | 'variables'> {
  /** Of the exercise. */
  readonly id: string
  readonly judges: JudgesById
}

/** An exercise without its functions, as a kit has it. */
export interface PlannedExercise extends Omit<Exercise, 'checks' | 'conventions' | 'variables'> {
  readonly checks: readonly PlannedCheck[]
}

/** As messages name it. */
export const JUDGES_FILE = 'judges.ts'

/** The module of an exercise in which all stands that judges answers. */
export function judgesFile({ folder }: Pick<CatalogueEntry, 'folder'>): string | undefined {
  return ['.ts', '.js'].map((ending) => join(folder, `judges${ending}`)).find((file) => existsSync(file))
}

/**
 * The visible checks that a kit can run, and those that wait for none that is left out. A plan goes to students as it is: of an exercise that
 * reads what students must not get, only checks that are declared to be in a kit are kept.
 */
export async function keptChecks(entry: Pick<CatalogueEntry, 'folder' | 'exercise' | 'hiddenData'>): Promise<readonly Check[]> {
  const isOpen = !(await readsHiddenData(entry))
  const hasJudges = judgesFile(entry) !== undefined
  const kept = new Set<string>()
  return entry.exercise.checks.filter((check) => {
    const halves = check.visibility === 'visible' && (check.inKit ?? isOpen) ? halvesOf(check) : undefined
    const isKept =
      halves !== undefined &&
      isJudgedByPlan(halves.kind) &&
      (hasJudges || halves.needs.length === 0) &&
      (check.after ?? []).every((id) => kept.has(id))
    if (isKept) kept.add(check.id)
    return isKept
  })
}

/** The export of `judges.ts` that belongs to a check: its id in camel case, such as `shiftInvariance` for `shift-invariance`. */
export function judgeName(checkId: string): string {
  return checkId.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase())
}

/**
 * An exercise as data, held against what judges it.
 *
 * @param kept - its checks in the kit.
 * @throws UsageError for what `judges.ts` lacks: one sentence.
 */
export function plannedExercise(
  exercise: Exercise,
  kept: readonly Check[],
  { judges, conventions, variables }: Omit<Judges, 'id'>,
): PlannedExercise {
  const { conventions: ownConventions, variables: ownVariables, ...data } = exercise
  for (const check of kept) {
    const lacking = (halvesOf(check) as Halves).needs.find((name) => !(name in (judges[check.id] ?? {})))
    if (lacking !== undefined)
      throw new UsageError(
        `${exercise.id}: check "${check.id}" needs ${lacking}, which ${JUDGES_FILE} does not export; define it there, as part of ${judgeName(check.id)}, and use it in exercise.ts`,
      )
  }
  const lists = { conventions: [ownConventions, conventions], variables: [ownVariables, variables] } as const
  for (const [name, [own = [], given = []]] of Object.entries(lists)) {
    if (JSON.stringify(own) !== JSON.stringify(given))
      throw new UsageError(
        `${exercise.id}: ${JUDGES_FILE} must export the same ${name} as exercise.ts has; define them in a file that both import`,
      )
  }
  return { ...data, checks: kept.map(checkData) }
}

function checkData(check: Check): PlannedCheck {
  const { run: _, halves, twin: __, inKit: ___, rubric, ...data } = check
  const { kind, reads, spec } = halves as Halves
  const { hint } = spec as { readonly hint?: string }
  return {
    ...{ ...data, kind, reads },
    ...(hint === undefined ? {} : { hint }),
    // What the person who grades looks for stays with the course.
    ...(rubric === undefined ? {} : { rubric: rubric.map(({ points }) => ({ says: '', points })) }),
  }
}

/** An exercise of a kit. */
export function fromPlans({ checks, ...data }: PlannedExercise, { judges, conventions, variables }: Judges): Exercise {
  return {
    ...data,
    ...(conventions === undefined ? {} : { conventions }),
    ...(variables === undefined ? {} : { variables }),
    checks: checks.map((check) => plannedCheck(check, judges[check.id] ?? {})),
  }
}
