import type { View } from '../html/markup.ts'
import { renderPage } from '../html/templates.ts'
import { percent, pointsText } from '../text/points.ts'
import { exerciseFigures, proofFigures } from './figures.ts'
import type { ExerciseProof, MutantProof, Proof, SampleProof } from './proof.ts'
import { mark } from './proof-console.ts'

/** The whole proof as one page: figures, a table of checks, and every mutant against every check. */
export function proofPage(proof: Proof): string {
  const { samples, misjudged, variants, rejected, killed, survived, equivalent, rate } = proofFigures(proof)
  return renderPage('proof', {
    title: 'Proof of the checks',
    rate: rate.toFixed(2),
    killed,
    judged: killed + survived,
    equivalent,
    filed: samples - misjudged,
    samples,
    accepted: variants - rejected,
    variants,
    exercises: proof.exercises.map(exerciseView),
    banner: null,
    seed: seedsText(proof.seeds),
    version: proof.assay,
  })
}

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1 ? String(seeds[0]) : `${seeds[0]} to ${seeds.at(-1)}`
}

function exerciseView(exercise: ExerciseProof): View {
  const figures = exerciseFigures(exercise)
  return {
    anchor: exercise.id.replace(/[^a-z0-9.]+/gi, '-'),
    sheet: exercise.sheet,
    title: exercise.title,
    unproven: exercise.unproven ?? null,
    mutants: exercise.mutants.length,
    killed: figures.killed,
    equivalent: figures.equivalent.length,
    survivors: figures.survived.length,
    leftOut: exercise.leftOut,
    dropped: exercise.dropped,
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

function nameOf({ name, variant }: Pick<SampleProof, 'name' | 'variant'>): string {
  return variant === undefined ? name : `${name}, ${variant}`
}

const WORDS = { killed: 'killed', survived: 'survived', equivalent: 'equivalent', 'not-judged': 'not judged' } as const
const TONES = { killed: 'full', survived: 'zero', equivalent: 'open', 'not-judged': 'waits' } as const

function mutantView(mutant: MutantProof): { readonly [field: string]: View } {
  return {
    place: `${mutant.file.split('/').slice(-2).join('/')}:${mutant.line}`,
    within: mutant.within,
    family: mutant.family,
    operator: mutant.operator,
    was: mutant.was,
    becomes: mutant.becomes,
    tone: TONES[mutant.fate],
    word: WORDS[mutant.fate],
    reason: mutant.reason ?? null,
    noticed: mutant.noticedAt === undefined ? null : mutant.noticedAt.join(', '),
    id: mutant.id,
    marks: mutant.verdicts.map((verdict) => ({ sign: mark(verdict), hit: mark(verdict) === 'x', verdict })),
  }
}
