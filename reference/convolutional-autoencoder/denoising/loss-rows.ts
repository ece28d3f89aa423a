import type { Args, Plain } from 'assay'
import { part } from 'assay/checks'
import type { Denoiser } from './noisy.ts'

/** One line of the loss table, as far as it could be read. */
export interface LossRow {
  readonly model: Denoiser
  readonly epoch: number
  readonly train: number
  readonly test: number
  readonly unit?: Unit
  /** A binary cross-entropy rather than a squared error. */
  readonly entropy: boolean
  readonly target?: Target
}

export type Target = 'clean' | 'noisy'

/** Of a function without parameters; one list, so that it is asked once. */
export const NO_ARGS: Args = []

/** What a squared error was divided by. */
export interface Unit {
  readonly name: string
  /** Times the mean per pixel. */
  readonly factor: number
  /** Of a mean that was divided by a number of images once more, which was not given: any factor from the other one up to this. */
  readonly upTo?: number
}

/** By how many images a mean may have been divided once more: from a small batch to the training set. */
export const DIVISORS = { least: 16, most: 60_000 } as const

export const UNITS: readonly Unit[] = [
  { name: 'the mean per pixel', factor: 1 },
  { name: 'the sum over the 784 pixels of an image', factor: 784 },
  { name: 'the mean per pixel, divided by the size of a batch of 1000 once more', factor: 1 / 1000 },
  { name: 'the mean per pixel, divided by the 10000 test images once more', factor: 1 / 10_000 },
]

const [MEAN, SUM] = UNITS as readonly [Unit, Unit]

const DIVIDED: Unit = {
  name: 'the mean per pixel, divided by a number of images once more',
  factor: 1 / DIVISORS.most,
  upTo: 1 / DIVISORS.least,
}

/** Whether a squared error per pixel is this number in a unit, up to a factor of its own. */
export function isNear({ factor, upTo = factor }: Unit, reported: number, error: number, tolerance: number): boolean {
  return reported * tolerance > factor * error && reported < upTo * error * tolerance
}

/** A mean that was divided once more may have been divided by another number for the other column: the images of its own set. */
export function unitOfOtherColumn(unit: Unit): Unit {
  return unit.factor < 1 ? DIVIDED : unit
}

/** @returns the rows, or what is missing in a row, as the rest of a sentence. */
export function readLossRows(answer: Plain): readonly LossRow[] | string {
  if (!Array.isArray(answer) || answer.length === 0) return 'a list of records {model, epoch, train_loss, test_loss, reduction, target}'
  const rows: LossRow[] = []
  for (const [i, line] of (answer as readonly Plain[]).entries()) {
    const model = modelOf(part(line, 'model'))
    // Rows of further models are welcome, but there is nothing to compare them with.
    if (model === undefined) continue
    const [epoch, train, test] = [part(line, 'epoch'), part(line, 'train_loss'), part(line, 'test_loss')]
    if (![epoch, train, test].every((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0)) {
      return `numbers ≥ 0 for epoch, train_loss and test_loss (row ${i + 1} has others)`
    }
    const [unit, target] = [unitOf(part(line, 'reduction')), targetOf(part(line, 'target'))]
    rows.push({
      model,
      epoch: epoch as number,
      train: train as number,
      test: test as number,
      entropy: /bce|entropy/i.test(String(part(line, 'reduction') ?? '')),
      ...(unit === undefined ? {} : { unit }),
      ...(target === undefined ? {} : { target }),
    })
  }
  for (const name of ['cae_denoise', 'cae_skip_denoise'] as const) {
    if (!rows.some((row) => row.model === name)) return `rows of the model ${name === 'cae_denoise' ? 'cae' : 'cae_skip'}`
  }
  return rows
}

/** `CAE_skip`, `cae-skip`, `skip` and `cae`, `CAE`, `conv`. */
function modelOf(name: Plain | undefined): Denoiser | undefined {
  if (typeof name !== 'string') return undefined
  if (/skip/i.test(name)) return 'cae_skip_denoise'
  return /cae|conv/i.test(name) ? 'cae_denoise' : undefined
}

function unitOf(reduction: Plain | undefined): Unit | undefined {
  if (typeof reduction !== 'string') return undefined
  if (/sum/i.test(reduction)) return SUM
  if (/len|twice|\/\s*\d/i.test(reduction)) return divided(Number(/\/\s*(\d+)/.exec(reduction)?.[1]))
  // A mean over a batch is one per pixel or one that was divided once more: the number tells.
  if (/batch/i.test(reduction)) return undefined
  if (/image/i.test(reduction)) return SUM
  return /mean|pixel/i.test(reduction) ? MEAN : undefined
}

/** `batch mean / 1000`, or `batch mean / len` where no number is given. */
function divided(by: number): Unit {
  if (!(by >= DIVISORS.least && by <= DIVISORS.most)) return DIVIDED
  return UNITS.find(({ factor }) => factor === 1 / by) ?? { name: `the mean per pixel, divided by ${by} once more`, factor: 1 / by }
}

function targetOf(target: Plain | undefined): Target | undefined {
  if (typeof target !== 'string') return undefined
  if (/nois|corrupt|input/i.test(target)) return 'noisy'
  return /clean|original/i.test(target) ? 'clean' : undefined
}

/** The rows of a model by epoch. */
export function rowsOf(rows: readonly LossRow[], model: Denoiser): readonly LossRow[] {
  return rows.filter((row) => row.model === model).sort((a, b) => a.epoch - b.epoch)
}
