import { anchorOf } from '../html/anchor.ts'
import type { View } from '../html/markup.ts'
import { renderPage } from '../html/templates.ts'
import { counted } from '../text/counted.ts'
import { percent, pointsText } from '../text/points.ts'
import { exerciseFigures, nameOf, proofFigures } from './figures.ts'
import { GOAL_TONES, goalsOf, STATES } from './goals.ts'
import type { ExerciseProof, MutantProof, Proof } from './proof.ts'
import { BY_PERSON, mark, partText, place, withoutText } from './proof-console.ts'

/** The whole proof as one page: figures, a table of checks, and every mutant against every check. */
export function proofPage(proof: Proof): string {
  const { mutants, equivalent, flaky } = proofFigures(proof)
  return renderPage('proof', {
    title: 'Proof of the checks',
    goals: goalsOf(proof).map(({ state, ...goal }) => ({ ...goal, says: STATES[state], tone: GOAL_TONES[state] })),
    ran: counted(mutants, 'mutant'),
    equivalent,
    flaky: counted(flaky, 'submission'),
    part: proof.part === undefined ? null : partText(proof.part),
    ahead: proof.ahead.length === 0 ? null : proof.ahead.join(', '),
    exercises: proof.exercises.map(exerciseView),
    variants: proof.variants,
    restated: proof.exercises.map((exercise) => {
      const { restated } = exerciseFigures(exercise)
      return { ...headOf(exercise), counts: proof.variants.map((name) => restated.get(name) ?? '–') }
    }),
    banner: null,
    seed: seedsText(proof.seeds),
    version: proof.assay,
  })
}

function headOf({ id, sheet, title }: ExerciseProof) {
  return { anchor: anchorOf(id), sheet, title }
}

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1 ? String(seeds[0]) : `${seeds[0]} to ${seeds.at(-1)}`
}

function exerciseView(exercise: ExerciseProof): View {
  const figures = exerciseFigures(exercise)
  const samplesFiled = exercise.samples.filter(({ variant }) => variant === undefined).length
  return {
    ...headOf(exercise),
    unproven: exercise.unproven ?? null,
    byPerson: exercise.checks.length === 0 ? BY_PERSON : null,
    apart: exercise.apart,
    without: exercise.without.samples + exercise.without.restated === 0 ? null : withoutText(exercise.without),
    samplesFiled,
    judged: counted(samplesFiled, 'sample'),
    samplesRestated: exercise.samples.filter(({ variant }) => variant !== undefined).length,
    mutants: exercise.mutants.length,
    ran: counted(exercise.mutants.length, 'mutant'),
    killed: figures.killed,
    equivalent: figures.equivalent.length,
    survivors: figures.survived.length,
    leftOut: exercise.leftOut,
    dropped: counted(exercise.dropped, 'change'),
    checks: figures.checks.map((check, i) => ({
      number: i + 1,
      id: check.id,
      title: check.title,
      hidden: check.visibility === 'hidden',
      points: pointsText(check.max),
      kills: check.kills,
      share: percent(check.kills, exercise.mutants.length),
      alone: check.alone,
      samples: check.samples,
      ms: check.ms,
    })),
    misjudged: figures.misjudged.map(({ violations, ...sample }) => ({
      name: nameOf(sample),
      seed: violations[0]?.seed ?? 0,
      says: violations[0]?.says ?? '',
    })),
    refuted: exercise.refuted,
    stale: exercise.stale,
    never: figures.never.map(({ id }) => id),
    together: figures.together.map((group) => group.join(', ')),
    flaky: figures.flaky.map(({ name, checks }) => ({ name, checks: checks.join(', ') })),
    safe: figures.safe === 0 ? null : `${pointsText(figures.safe)} of ${pointsText(figures.max)}`,
    attention: [...figures.survived, ...figures.notJudged].map(mutantView),
    records: figures.equivalent.map(mutantView),
    rows: exercise.mutants.map(mutantView),
  }
}

const WORDS = { killed: 'killed', survived: 'survived', equivalent: 'equivalent', 'not-judged': 'not graded' } as const
const TONES = { killed: 'full', survived: 'zero', equivalent: 'open', 'not-judged': 'waits' } as const

function mutantView(mutant: MutantProof): { readonly [field: string]: View } {
  return {
    place: place(mutant),
    within: mutant.within,
    family: mutant.family,
    operator: mutant.operator,
    was: mutant.was,
    becomes: mutant.becomes,
    tone: TONES[mutant.fate],
    word: WORDS[mutant.fate],
    reason: mutant.reason ?? null,
    noticed: mutant.noticedAt === undefined ? null : mutant.noticedAt.join(', '),
    marks: mutant.verdicts.map(mark).map((sign) => ({ sign, hit: sign === 'x' })),
  }
}
