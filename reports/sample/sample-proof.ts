import type { Verdict } from '#grading/model/check'
import type { ExerciseProof, MutantProof, Proof, SampleProof } from '../proof/proof.ts'

const VERDICTS: Readonly<Record<string, Verdict>> = { x: 'wrong-answer', '.': 'accepted', '-': 'skipped', '?': 'judging-error' }

/** One verdict for each mark, as a proof prints them: `x.-?`. */
const verdictsOf = (marks: string): readonly Verdict[] => [...marks].map((one) => VERDICTS[one] as Verdict)

export function mutantProof(marks: string, part: Partial<MutantProof> = {}): MutantProof {
  const about = {
    family: 'sign',
    operator: '+ becomes -',
    file: 'reference/u/e/solution.ts',
    within: 'f',
    line: 3,
    was: 'x + y',
    becomes: 'x - y',
  }
  return { id: `m ${marks}`, ...about, fate: marks.includes('x') ? 'killed' : 'survived', verdicts: verdictsOf(marks), ...part }
}

/** @param marks - for each seed. */
export function sampleProof(name: string, ...marks: readonly string[]): SampleProof {
  return { name, filed: name.slice(0, name.indexOf('/')) as Verdict, violations: [], verdicts: marks.map(verdictsOf) }
}

const check = (id: string) => ({ id, title: `Title of ${id}`, visibility: 'visible', max: 50, ms: 2 }) as const

/** An exercise with four checks, one of which never fails, a survivor and a mutant that is listed as equivalent. */
export const EXERCISE_PROOF: ExerciseProof = {
  id: 'u/e',
  sheet: '1a',
  title: 'Exercise',
  checks: ['a', 'b', 'c', 'd'].map(check),
  mutants: [
    mutantProof('xx..'),
    mutantProof('xx-.'),
    mutantProof('..x.'),
    mutantProof('....'),
    mutantProof('....', { fate: 'equivalent', reason: 'Commutes.' }),
  ],
  samples: [
    sampleProof('accepted/right.ts', '....', '....'),
    { ...sampleProof('accepted/right.ts', '....', '....'), variant: 'float32' },
    sampleProof('wrong-answer/one.ts', 'xx..', 'xx..'),
    sampleProof('wrong-answer/two.ts', '..x.', '....'),
  ],
  dropped: 1,
  leftOut: 0,
  apart: [
    { file: 'grading/networks/forward.ts', why: 'held by tests of its own' },
    { file: 'grading/networks/layers.ts', why: 'held by tests of its own' },
  ],
  without: { samples: 0, restated: 0 },
  stale: [],
  refuted: [],
}

export const PROOF: Proof = { assay: '0.1.0', seeds: [1, 2], ahead: [], variants: ['float32', 'extra keys'], exercises: [EXERCISE_PROOF] }
