import { findingText, publicFindings, type WrittenFinding } from '#grading/messages/finding-text'
import type { Finding } from '#grading/model/finding'
import type { CheckResult, ExerciseResult } from '#grading/model/result'
import type { Fault, Place } from '#grading/model/session'
import { commonFault } from './text/common-fault.ts'

/** One thing to fix in a submission, with all that it costs. */
export interface Fix {
  /** {@link keyOf} of what leads. */
  readonly key: string
  /** What is wrong, in words; a known mistake leads over the numbers that show it. */
  readonly lead: WrittenFinding
  /** Where in the student's files, where that is known. */
  readonly place?: Place
  /** In the order of the sheet. */
  readonly exercises: readonly ExerciseResult[]
  readonly checks: readonly CheckResult[]
  /**
   * Hundredths that these checks lose, and all those of exercises whose file cannot be loaded. Hidden checks are in no other: it would tell what
   * they found.
   */
  readonly lost: number
  /** The file of these exercises cannot be loaded: none of them can be graded. */
  readonly unloadable: boolean
}

/** What leads: rather a name for the mistake than the numbers that show it. */
const RANK: Partial<Record<Finding['code'], number>> = {
  'known-mistake': 0,
  plot: 0,
  'declaration-contradicted': 1,
  fault: 2,
  'input-modified': 3,
  transposed: 3,
  scaled: 3,
  'shape-mismatch': 4,
  'type-mismatch': 4,
  'missing-field': 4,
  'property-violated': 5,
  'known-inputs-only': 7,
}
const LAST = 6

const NOTHING_TO_FIX: ReadonlySet<CheckResult['verdict']> = new Set([
  'accepted',
  'skipped',
  'not-attempted',
  'pending-manual',
  'judging-error',
])

/** Everything that costs a student points and can be fixed, each thing once, the dearest first. */
export function fixesOf(exercises: readonly ExerciseResult[]): readonly Fix[] {
  const found = new Map<string, { -readonly [K in keyof Fix]: Fix[K] } & { exercises: ExerciseResult[]; checks: CheckResult[] }>()
  for (const exercise of exercises) {
    const common = commonFault(exercise)
    const unloadable = common?.verdict === 'load-error'
    for (const check of exercise.checks) {
      const lead = unloadable ? leadOf(common) : leadOf(check)
      if (lead === undefined || (unloadable && check.verdict !== 'load-error')) continue
      const key = keyOf(exercise.id, lead.finding)
      const fix = found.get(key) ?? { key, lead: lead.written, ...placeOf(lead.finding), exercises: [], checks: [], lost: 0, unloadable }
      found.set(key, fix)
      const isNew = fix.exercises.at(-1) !== exercise
      if (isNew) fix.exercises.push(exercise)
      fix.checks.push(check)
      fix.lost += unloadable ? (isNew ? exercise.max - exercise.score : 0) : check.max - check.score
    }
  }
  return [...found.values()].sort((a, b) => b.lost - a.lost)
}

interface Lead {
  readonly finding: Finding
  readonly written: WrittenFinding
}

/** What a student should read first of a check; nothing of a hidden one, nor where there is nothing to fix. */
function leadOf(check: CheckResult): Lead | undefined {
  if (check.visibility === 'hidden' || NOTHING_TO_FIX.has(check.verdict)) return undefined
  const problems = publicFindings(check).flatMap((written, index) => {
    const finding = check.findings[index] as Finding
    return written.severity === 'note' ? [] : [{ finding, written: { ...written, text: leadText(finding) } }]
  })
  return problems.sort((a, b) => rankOf(a.finding) - rankOf(b.finding))[0]
}

function rankOf({ code }: Finding): number {
  return RANK[code] ?? LAST
}

/** A finding as it leads: a known mistake is the same in every case. */
export function leadText(finding: Finding): string {
  return findingText(finding.code === 'known-mistake' ? { ...finding, case: '' } : finding).text
}

/** Equal for findings that one change of the code would remove. */
export function keyOf(exercise: string, finding: Finding): string {
  switch (finding.code) {
    case 'known-mistake':
      return JSON.stringify([finding.code, finding.mistake, finding.says])
    case 'fault':
      return faultKey(exercise, finding.fault)
    case 'value-mismatch':
    case 'not-finite':
    case 'shape-mismatch':
    case 'type-mismatch':
      return JSON.stringify([exercise, finding.code, finding.label])
    default:
      return JSON.stringify([exercise, findingText(finding).text])
  }
}

/** Whichever function was called: an error has its place in the code, a package that is missing is missing in every file. */
function faultKey(exercise: string, fault: Fault): string {
  switch (fault.kind) {
    case 'syntax-error':
      return JSON.stringify(fault)
    case 'load-error':
      return JSON.stringify([fault.kind, fault.name, fault.message])
    case 'exception':
      return JSON.stringify(fault.place === undefined ? [exercise, fault] : fault)
    default:
      return JSON.stringify([exercise, fault])
  }
}

function placeOf(finding: Finding): { readonly place?: Place } {
  return finding.code === 'fault' && 'place' in finding.fault && finding.fault.place !== undefined ? { place: finding.fault.place } : {}
}
