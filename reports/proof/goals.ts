import { counted } from '../text/counted.ts'
import type { Tone } from '../text/status.ts'
import { proofFigures } from './figures.ts'
import type { Proof } from './proof.ts'

/** Percent of generated mutants that a check of their own exercise must notice. */
const KILLED = 98
/** Seeds over which no right hand-in may be rejected. */
const SEEDS = 20

/** One of the three figures that a proof is made for. */
export interface Goal {
  /** What is counted. */
  readonly what: string
  readonly share: string
  readonly figure: string
  readonly goal: string
  /** `open`: what was run does not show it yet. */
  readonly state: 'met' | 'missed' | 'open'
}

/** The three figures with their goals. A figure over nothing, of a run that was broken off or of one part shows nothing. */
export function goalsOf(proof: Proof): readonly Goal[] {
  const { samples, misjudged, killed, survived, rate, right, rightRejected } = proofFigures(proof)
  const judged = killed + survived
  const seeds = proof.seeds.length
  const through = proof.ahead.length === 0 && proof.part === undefined
  const state = (shown: boolean, met: boolean): Goal['state'] => (met ? (shown && through ? 'met' : 'open') : 'missed')
  return [
    {
      what: 'samples graded as filed',
      share: percentText(samples - misjudged, samples),
      figure: `${samples - misjudged} of ${samples}`,
      goal: '100 %',
      state: state(samples > 0, misjudged === 0),
    },
    {
      what: 'mutants killed by a named check of their own exercise',
      share: percentText(killed, judged),
      figure: `${killed} of ${judged}`,
      goal: `at least ${KILLED} %`,
      state: state(judged > 0, judged === 0 || rate >= KILLED),
    },
    {
      what: 'correct submissions rejected, restated ones included',
      share: String(rightRejected),
      figure: `of ${right} over ${counted(seeds, 'seed')}`,
      goal: `0 over ${SEEDS} seeds`,
      state: state(right > 0 && seeds >= SEEDS, rightRejected === 0),
    },
  ]
}

export const STATES: Readonly<Record<Goal['state'], string>> = { met: 'met', missed: 'missed', open: 'not shown by this run' }
export const GOAL_TONES: Readonly<Record<Goal['state'], Tone>> = { met: 'full', missed: 'zero', open: 'waits' }

/** Two decimals, rounded down: 100 % means all of them. */
function percentText(count: number, of: number): string {
  return of === 0 ? '0 %' : `${count === of ? '100' : (Math.floor((10_000 * count) / of) / 100).toFixed(2)} %`
}
