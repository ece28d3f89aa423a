import type { Verdict } from '#grading/model/check'
import type { CheckProof, ExerciseProof, MutantProof, Proof, SampleProof } from './proof.ts'

/** A check and what it is good for. */
export interface CheckFigures extends CheckProof {
  /** Mutants that it notices. */
  readonly kills: number
  /** Mutants that no other check notices. */
  readonly alone: number
  /** Wrong samples that it notices. */
  readonly samples: number
}

export interface ExerciseFigures {
  readonly checks: readonly CheckFigures[]
  readonly killed: number
  readonly survived: readonly MutantProof[]
  readonly equivalent: readonly MutantProof[]
  readonly notJudged: readonly MutantProof[]
  /** Checks that nothing failed, neither a mutant nor a sample. */
  readonly never: readonly CheckFigures[]
  /** Groups of checks that fail on exactly the same mutants and samples. */
  readonly together: readonly (readonly string[])[]
  /** Hundredths of a point that every mutant keeps, and of how many. */
  readonly safe: number
  readonly max: number
  readonly misjudged: readonly SampleProof[]
  /** Samples whose verdict on some check depends on the seed. */
  readonly flaky: readonly { readonly name: string; readonly checks: readonly string[] }[]
  /** How many right samples were restated in each way; not in it where it does not apply. */
  readonly restated: ReadonlyMap<string, number>
}

/** What a check says when it notices something. A check that was not run, or that failed for a reason of ours, notices nothing. */
export function notices(verdict: Verdict): boolean {
  switch (verdict) {
    case 'accepted':
    case 'skipped':
    case 'pending-manual':
    case 'judging-error':
      return false
    case 'partial':
    case 'wrong-answer':
    case 'runtime-error':
    case 'load-error':
    case 'time-limit':
    case 'memory-limit':
    case 'output-limit':
    case 'not-attempted':
      return true
  }
}

/** Of a sample, or of a restatement of one. */
export function nameOf({ name, variant }: Pick<SampleProof, 'name' | 'variant'>): string {
  return variant === undefined ? name : `${name}, ${variant}`
}

export function exerciseFigures(exercise: ExerciseProof): ExerciseFigures {
  const { mutants, samples } = exercise
  const wrong = samples.filter(({ verdicts }) => verdicts.some((one) => one.some(notices)))
  const noticedBy = ({ verdicts }: MutantProof): number => verdicts.filter(notices).length
  const checks = exercise.checks.map((check, i) => {
    const hits = mutants.filter(({ verdicts }) => at(verdicts, i))
    return {
      ...check,
      kills: hits.length,
      alone: hits.filter((mutant) => noticedBy(mutant) === 1).length,
      samples: wrong.filter(({ verdicts }) => verdicts.some((one) => at(one, i))).length,
    }
  })
  return {
    checks,
    killed: mutants.filter(({ fate }) => fate === 'killed').length,
    survived: mutants.filter(({ fate }) => fate === 'survived'),
    equivalent: mutants.filter(({ fate }) => fate === 'equivalent'),
    notJudged: mutants.filter(({ fate }) => fate === 'not-judged'),
    never: checks.filter(({ kills, samples: lost }) => kills === 0 && lost === 0),
    together: together(exercise),
    safe: sum(checks.filter(({ kills }) => kills === 0).map(({ max }) => max)),
    max: sum(checks.map(({ max }) => max)),
    misjudged: samples.filter(({ violations }) => violations.length > 0),
    restated: countsOf(samples.flatMap(({ variant }) => (variant === undefined ? [] : [variant]))),
    flaky: samples.flatMap((sample) => {
      const moved = exercise.checks.filter((_, i) => new Set(sample.verdicts.map((one) => one[i])).size > 1).map(({ id }) => id)
      return moved.length === 0 ? [] : [{ name: nameOf(sample), checks: moved }]
    }),
  }
}

/** Checks that fail on the same ones always; those that never fail are no group. */
function together({ checks, mutants, samples }: ExerciseProof): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const [i, { id }] of checks.entries()) {
    const marks = [
      ...mutants.map(({ verdicts }) => at(verdicts, i)),
      ...samples.flatMap(({ verdicts }) => verdicts.map((one) => at(one, i))),
    ]
    if (!marks.includes(true)) continue
    const key = marks.map((mark) => (mark ? '1' : '0')).join('')
    groups.set(key, [...(groups.get(key) ?? []), id])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

export interface ProofFigures {
  readonly samples: number
  readonly misjudged: number
  /** Restatements of right samples that were made, and how many lost something. */
  readonly variants: number
  readonly rejected: number
  /** All that were run, equivalent ones too. */
  readonly mutants: number
  readonly killed: number
  readonly survived: number
  readonly equivalent: number
  readonly notJudged: number
  readonly refuted: number
  readonly stale: number
  /** Hand-ins that must have full marks, samples and restatements, and how many lost something with some seed. */
  readonly right: number
  readonly rightRejected: number
  /** Hand-ins whose verdict on some check changes with the seed. */
  readonly flaky: number
  readonly unproven: number
  /** Of those that are no equivalents and were judged, percent. */
  readonly rate: number
}

export function proofFigures({ exercises }: Proof): ProofFigures {
  const samples = exercises.flatMap((one) => one.samples)
  const mutants = exercises.flatMap((one) => one.mutants)
  const bad = ({ violations }: SampleProof): boolean => violations.length > 0
  const own = samples.filter(({ variant }) => variant === undefined)
  const variants = samples.filter(({ variant }) => variant !== undefined)
  const right = samples.filter(({ filed }) => filed === 'accepted')
  const fate = (wanted: MutantProof['fate']): number => mutants.filter((one) => one.fate === wanted).length
  const [killed, survived] = [fate('killed'), fate('survived')]
  return {
    samples: own.length,
    misjudged: own.filter(bad).length,
    variants: variants.length,
    rejected: variants.filter(bad).length,
    mutants: mutants.length,
    killed,
    survived,
    equivalent: fate('equivalent'),
    notJudged: fate('not-judged'),
    refuted: sum(exercises.map((one) => one.refuted.length)),
    stale: sum(exercises.map((one) => one.stale.length)),
    right: right.length,
    rightRejected: right.filter(bad).length,
    flaky: sum(exercises.map((one) => exerciseFigures(one).flaky.length)),
    unproven: exercises.filter((one) => one.unproven !== undefined).length,
    rate: killed + survived === 0 ? 0 : (100 * killed) / (killed + survived),
  }
}

function at(verdicts: readonly Verdict[], i: number): boolean {
  const verdict = verdicts[i]
  return verdict !== undefined && notices(verdict)
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
