import type { Exercise } from '../model/exercise.ts'
import type { Finding } from '../model/finding.ts'
import type { CheckResult, StudentResult } from '../model/result.ts'
import type { CapturedOutput, Fault } from '../model/session.ts'
import { declaredIn, type Submission } from '../model/submission.ts'
import { nameKey } from '../model/value.ts'
import { plan, rounds } from './plan.ts'

/** The result of an earlier run for the same submission. */
export interface Earlier {
  readonly result: StudentResult
  /** By exercise, the ids of checks that nothing has changed for. */
  readonly unchanged: Readonly<Record<string, readonly string[]>>
}

/** Results of an earlier run as they were at its end: such a check is not asked in any form. */
export interface KeptChecks {
  readonly checks: ReadonlyMap<string, CheckResult>
  /** Nothing of the exercise is asked. */
  readonly isWhole: boolean
}

export interface Kept {
  of(exerciseId: string): KeptChecks | undefined
  /** What was printed, where nothing is asked that could add to it. */
  readonly output?: CapturedOutput
}

const NOTHING: Kept = { of: () => undefined }

/**
 * The results of an earlier run that a new one would give again. Checks of one submission are not independent in all: a declaration is
 * held against the answers to all of them, a note is given once, what is printed is told together. Wherever one of these is at work, the
 * exercise or the whole submission is asked anew.
 */
export function keptOf(earlier: Earlier | undefined, submission: Submission, exercises: readonly Exercise[]): Kept {
  if (earlier === undefined || earlier.result.hash !== submission.hash) return NOTHING
  const { result, unchanged } = earlier
  const old = new Map(result.exercises.map((one) => [one.id, one.checks]))
  if ([...old.values()].flat().some(isOfAll)) return NOTHING
  const kept = new Map(exercises.map((one) => [one.id, keptChecks(one, old.get(one.id) ?? [], unchanged[one.id] ?? [], submission)]))
  const isWhole = (exerciseId: string): boolean => kept.get(exerciseId)?.isWhole === true
  if (!ownersAreKept(old, exercises, isWhole)) return NOTHING
  const isKept = (exerciseId: string, checkId: string): boolean => kept.get(exerciseId)?.checks.has(checkId) === true
  const asksVisible =
    exercises.some(({ id, checks }) => visibleOf(checks).some((check) => !isKept(id, check))) ||
    [...old].some(([id, checks]) => checks.some((check) => check.visibility === 'visible' && !isKept(id, check.id)))
  const isSilent = result.output.stdout === '' && result.output.stderr === ''
  if (!isSilent && (asksVisible || !isInOrder(result, exercises))) return NOTHING
  return { of: (id) => kept.get(id), ...(asksVisible ? {} : { output: result.output }) }
}

/**
 * Whether it is kept why something that was found counts for another exercise: this depends on what was found for all that ask for the same functions,
 * and its own results are no longer there.
 */
function ownersAreKept(
  old: ReadonlyMap<string, readonly CheckResult[]>,
  exercises: readonly Exercise[],
  isWhole: (exerciseId: string) => boolean,
): boolean {
  const lent = [...old].filter(([, checks]) => checks.some(isOfOther)).map(([id]) => id)
  if (lent.length === 0) return true
  if (old.size !== exercises.length || exercises.some(({ id }) => !old.has(id))) return false
  const namesOf = ({ entries }: Exercise): readonly string[] => entries.map(({ name }) => nameKey(name))
  const names = new Set(exercises.filter(({ id }) => lent.includes(id)).flatMap(namesOf))
  return exercises.every((one) => isWhole(one.id) || !namesOf(one).some((name) => names.has(name)))
}

/** Whether visible checks come in the order of before: what they print is told in that order. */
function isInOrder({ exercises: before }: StudentResult, now: readonly Exercise[]): boolean {
  const old = before.flatMap(({ id, checks }) => checks.flatMap((check) => (check.visibility === 'visible' ? [`${id} ${check.id}`] : [])))
  const asked = now.flatMap(({ id, checks }) => visibleOf(checks).map((check) => `${id} ${check}`))
  const places = asked.map((check) => old.indexOf(check))
  return places.every((place, i) => i === 0 || place > (places[i - 1] as number))
}

function keptChecks(
  exercise: Exercise,
  old: readonly CheckResult[],
  unchanged: readonly string[],
  submission: Pick<Submission, 'declared' | 'declaredFor'>,
): KeptChecks {
  const checks = new Map(old.filter(({ id }) => unchanged.includes(id)).map((check) => [check.id, check]))
  const isWhole =
    old.length === checks.size && exercise.checks.length === old.length && exercise.checks.every(({ id }, i) => id === old[i]?.id)
  const declared = declaredIn(submission, exercise.id)
  const declares = (exercise.conventions ?? []).some(({ key, value }) => declared.get(key) === value)
  const isPlain = !declares && !old.some(({ findings, diagnosis }) => diagnosis !== undefined || findings.some(isShared))
  return isWhole || isPlain ? { checks, isWhole } : { checks: new Map(), isWhole: false }
}

/** Ids of the checks that are asked before anything hidden is. */
function visibleOf(checks: Exercise['checks']): readonly string[] {
  const planned = plan(checks)
  const roundOf = rounds(planned)
  return planned.filter((check) => roundOf(check) === 'visible').map(({ id }) => id)
}

/** Said once of an exercise, or counted over its checks. */
const SHARED: ReadonlySet<Finding['code']> = new Set(['convention', 'by-variables', 'declaration-contradicted', 'known-inputs-only'])

function isShared({ code }: Finding): boolean {
  return SHARED.has(code)
}

const OF_PROCESS: ReadonlySet<Fault['kind']> = new Set([
  'exited',
  'never-settles',
  'protocol',
  'output-limit',
  'time-limit',
  'memory-limit',
  'not-called',
  'infrastructure',
])

/** Whether the process of a submission is not what it was after such a fault. */
export function isOfProcess({ kind }: Pick<Fault, 'kind'>): boolean {
  return OF_PROCESS.has(kind)
}

/** Whether a result shows something that reaches beyond its exercise. */
function isOfAll({ findings }: CheckResult): boolean {
  return findings.some((finding) => finding.code === 'fault' && isOfProcess(finding.fault))
}

/** Whether a function that was found belongs to another exercise. */
function isOfOther({ verdict, findings }: CheckResult): boolean {
  return verdict === 'not-attempted' && findings.some(({ code, severity }) => code === 'remark' && severity === 'note')
}

/** Whether a result does not depend on how fast or how large the machine is, and on nothing that went wrong in it. */
export function isLasting({ exercises }: StudentResult): boolean {
  return exercises.every(({ checks }) => checks.every(({ verdict, findings }) => !FLEETING.has(verdict) && !findings.some(isFleeting)))
}

const FLEETING: ReadonlySet<CheckResult['verdict']> = new Set(['judging-error', 'time-limit', 'memory-limit'])

function isFleeting(finding: Finding): boolean {
  if (finding.code !== 'fault') return false
  const { fault } = finding
  if (fault.kind === 'exited') return fault.signal !== null
  return fault.kind === 'time-limit' || fault.kind === 'memory-limit' || fault.kind === 'not-called' || fault.kind === 'infrastructure'
}
