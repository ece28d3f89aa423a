import { durationText } from '../../grading/runner/run/progress.ts'
import type { Step } from './train.ts'

/** Where nobody looks at the line, one is written this often. */
const QUIET_MS = 15_000
const LIVELY_MS = 200

export interface Report {
  step(step: Step): void
  /** Since the start. */
  seconds(): number
}

export interface Surroundings {
  readonly say: (text: string) => void
  readonly terminal: boolean
  /** Milliseconds. */
  readonly now: () => number
}

/** Loss, seconds per epoch and the time left; a line for each epoch that is done. */
export function startReport(epochs: number, { say, terminal, now }: Surroundings): Report {
  const started = now()
  let begun = started
  let said = started
  let epochBegan = started
  let first: Step | undefined
  return {
    seconds: () => (now() - started) / 1000,
    step(step) {
      if (first === undefined) {
        // The first step also pays for the warm-up, and a training that goes on does not begin at 0.
        first = step
        begun = now()
      }
      const done = place(step) - place(first)
      const perEpoch = done === 0 ? Number.NaN : (now() - begun) / 1000 / done
      const left = perEpoch * (epochs - place(step))
      const over = step.batch === step.batches
      if (!over && now() - said < (terminal ? LIVELY_MS : QUIET_MS)) return
      said = now()
      const seconds = over ? (now() - epochBegan) / 1000 : perEpoch
      const text = `epoch ${step.epoch}/${epochs}  batch ${step.batch}/${step.batches}  loss ${step.loss.toPrecision(4)}${known(seconds, left)}`
      say(`${terminal ? '\r\x1b[K' : ''}${text}${terminal && !over ? '' : '\n'}`)
      if (over) epochBegan = now()
    },
  }
}

/** In epochs, counted from the start of the first. */
function place({ epoch, batch, batches }: Step): number {
  return epoch - 1 + batch / batches
}

function known(seconds: number, left: number): string {
  return Number.isNaN(seconds) ? '' : `  ${seconds.toFixed(1)} s/epoch  ${durationText(Number.isNaN(left) ? 0 : left)} left`
}
