import type { Verdict } from '#grading/model/check'
import { type Paint, paint } from '../console/paint.ts'
import { counted } from '../text/counted.ts'
import { pointsText } from '../text/points.ts'
import { visible } from '../text/visible.ts'
import { type ExerciseFigures, exerciseFigures, nameOf, notices, proofFigures } from './figures.ts'
import { GOAL_TONES, type Goal, goalsOf, STATES } from './goals.ts'
import type { ExerciseProof, MutantProof, Part, Proof } from './proof.ts'

/**
 * A proof for a terminal: a table of checks per exercise, what survived with its place, and the figures. Of a single exercise also its
 * kill matrix, a line per mutant and a column per check. Ends with a line break.
 */
export function proofConsole(proof: Proof, options: { readonly colour: boolean }): string {
  const colours = paint(options.colour)
  const single = proof.exercises.length === 1
  const lines = proof.exercises.flatMap((exercise) => exerciseLines(exercise, proof.variants, single, colours))
  return `${[...lines, ...totals(proof, colours)].join('\n')}\n`
}

function exerciseLines(exercise: ExerciseProof, variants: readonly string[], single: boolean, colours: Paint): readonly string[] {
  const head = colours.bold(`${exercise.sheet} ${visible(exercise.title)}`)
  if (exercise.unproven !== undefined) return [head, `  ${colours.tone('waits', `not proven: ${visible(exercise.unproven)}`)}`, '']
  const figures = exerciseFigures(exercise)
  return [
    head,
    `  ${countsLine(exercise, figures)}`,
    ...sparedLines(exercise),
    ...withoutLines(exercise),
    ...restatedLines(figures, variants),
    ...(exercise.checks.length === 0 ? [] : checkTable(exercise, figures)),
    ...(single && exercise.mutants.length > 0 ? matrix(exercise) : []),
    ...listed(
      'misjudged',
      figures.misjudged.map(({ violations: [first], ...sample }) => `${nameOf(sample)}, seed ${first?.seed}: ${first?.says}`),
    ),
    ...listed('survived', figures.survived.map(mutantText)),
    ...listed('not graded', figures.notJudged.map(mutantText)),
    ...listed('listed as equivalent but noticed', exercise.refuted),
    ...listed('listed as equivalent but no longer generated', exercise.stale),
    ...listed(
      'never fails',
      figures.never.map(({ id }) => id),
    ),
    ...listed(
      'only ever fail together',
      figures.together.map((group) => group.join(', ')),
    ),
    ...listed(
      'changes its verdict with the seed',
      figures.flaky.map(({ name, checks }) => `${name}: ${checks.join(', ')}`),
    ),
    ...(figures.safe === 0 ? [] : [`  ${pointsText(figures.safe)} of ${pointsText(figures.max)} points are lost by no mutant`]),
    '',
  ]
}

function countsLine(exercise: ExerciseProof, figures: ExerciseFigures): string {
  const variants = exercise.samples.filter(({ variant }) => variant !== undefined).length
  const { mutants, dropped, leftOut } = exercise
  const samples = `${counted(exercise.samples.length - variants, 'sample')}, ${variants} restated`
  if (exercise.checks.length === 0) return `${samples}; no mutants: ${BY_PERSON}`
  const some = leftOut === 0 ? '' : ` (${leftOut} more left out)`
  return `${samples}; ${counted(mutants.length, 'mutant')}${some}: ${figures.killed} killed, ${figures.equivalent.length} equivalent, ${figures.survived.length} survived; ${counted(dropped, 'change')} made no program`
}

export function partText({ number, of }: Part): string {
  return `part ${number} of ${of}`
}

/** Why an exercise has no mutants. */
export const BY_PERSON = 'it is graded manually'

/** One line per reason. */
function sparedLines({ apart }: ExerciseProof): readonly string[] {
  const reasons = new Set(apart.map(({ why }) => why))
  return [...reasons].map((why) => {
    const files = apart.filter((one) => one.why === why).map(({ file }) => file)
    return `  no mutants in ${files.join(', ')}: ${why}`
  })
}

function withoutLines({ without }: ExerciseProof): readonly string[] {
  return without.samples + without.restated === 0 ? [] : [`  ${withoutText(without)}`]
}

export function withoutText({ samples, restated }: ExerciseProof['without']): string {
  return `skipped because Python or numpy is not installed: ${samples} samples, ${restated} restated`
}

function restatedLines({ restated }: ExerciseFigures, variants: readonly string[]): readonly string[] {
  if (restated.size === 0) return []
  const others = variants.filter((name) => !restated.has(name))
  const told = variants.filter((name) => restated.has(name)).map((name) => `${name} ${restated.get(name)}`)
  return [`  restated as ${told.join(', ')}`, ...(others.length === 0 ? [] : [`  does not apply: ${others.join(', ')}`])]
}

function checkTable({ checks }: ExerciseProof, { checks: figures }: ExerciseFigures): readonly string[] {
  const widest = Math.max(5, ...checks.map(({ id }) => id.length))
  const cells = (id: string, ...numbers: readonly string[]): string =>
    `  ${id.padEnd(widest)}${numbers.map((text) => text.padStart(9)).join('')}`
  return [
    cells('check', 'points', 'kills', 'alone', 'samples', 'ms'),
    ...figures.map(({ id, max, kills, alone, samples, ms }) =>
      cells(id, pointsText(max), String(kills), String(alone), String(samples), String(ms)),
    ),
  ]
}

/** `x` noticed, `.` not, `-` not run because of a check before, `?` could not be graded. */
export function mark(verdict: Verdict): string {
  if (notices(verdict)) return 'x'
  return verdict === 'skipped' ? '-' : verdict === 'judging-error' ? '?' : '.'
}

function matrix({ mutants }: ExerciseProof): readonly string[] {
  const rows = mutants.map(
    ({ verdicts, fate, ...mutant }) =>
      `  ${verdicts.map(mark).join('')}  ${fate === 'killed' ? '' : `${fate}: `}${place(mutant)}  ${change(mutant)}`,
  )
  return ['  mutant × check, in the order above: x noticed, . not, - not run', ...rows.map((row) => visible(row))]
}

function mutantText(mutant: MutantProof): string {
  const noticed = mutant.noticedAt === undefined ? '' : ` (noticed with seed ${mutant.noticedAt.join(', ')})`
  return `${mutant.file}:${mutant.line} ${mutant.within}  ${change(mutant)}${noticed}`
}

/** Where a slip was put, short. */
export function place({ file, line }: Pick<MutantProof, 'file' | 'line'>): string {
  return `${file.split('/').slice(-2).join('/')}:${line}`
}

function change({ family, operator, was, becomes }: Pick<MutantProof, 'family' | 'operator' | 'was' | 'becomes'>): string {
  return `${family}, ${operator}: ${shorten(was)} -> ${shorten(becomes)}`
}

function totals(proof: Proof, colours: Paint): readonly string[] {
  const { equivalent, mutants, flaky } = proofFigures(proof)
  const goals = goalsOf(proof)
  const widths = [Math.max(...goals.map(({ what }) => what.length)), Math.max(...goals.map(({ share }) => share.length))] as const
  const line = ({ what, share, figure, goal, state }: Goal): string =>
    `  ${what.padEnd(widths[0])}  ${share.padStart(widths[1])}  ${figure}; goal ${goal}: ${colours.tone(GOAL_TONES[state], STATES[state])}`
  return [
    colours.bold(proof.part === undefined ? 'Figures' : `Figures of ${partText(proof.part)}`),
    ...goals.map(line),
    `  ${counted(proof.exercises.length, 'exercise')}, ${counted(mutants, 'mutant')} run, ${equivalent} of them listed as equivalent; ${counted(flaky, 'submission')} changed a verdict with the seed`,
  ]
}

function listed(what: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`  ${what}:`, ...items.map((item) => `    ${visible(item)}`)]
}

function shorten(text: string): string {
  const chars = [...text]
  return chars.length <= 70 ? text : `${chars.slice(0, 67).join('')}...`
}
