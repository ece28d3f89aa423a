import { test2k } from '../mnist/mnist.ts'
import { imageAt, likeness, mostAlike, type Panel, panelsOf } from './panels.ts'
import type { Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, twoDigits, unclear } from './reading.ts'

/** A picture that a figure should show. */
export interface Wanted {
  /** Completes "what … makes of it". */
  readonly name: string
  /** 784 numbers. */
  readonly image: ArrayLike<number>
}

const PANELS = 4
/** The image itself in a panel that is found within three pixels reaches .913; the most similar other image of 2000 less. */
const ITSELF = 0.9

/**
 * Whether a figure shows test image `index` and these pictures of it, in whatever order of its panels. Panels stretch from their
 * minimum to their maximum, so brightness and contrast do not count.
 */
export function readReconstructions(pixels: Pixels, index: number, wanted: readonly Wanted[]): Reading {
  const panels = panelsOf(pixels)
  if (panels.length < wanted.length + 1) return tooFew(panels)
  const original = originalIn(panels, index)
  if (original !== undefined) return original
  const targets = [imageOf2k(index), ...wanted.map(({ image }) => imageAt(image, 0))]
  const best = bestMatch(panels, targets)
  for (const [i, { name }] of wanted.entries()) {
    const r = best[i + 1] as number
    if (r < ITSELF && (targets[i + 1] as Float64Array).some((value) => value !== 0)) return otherPicture(name, r)
  }
  return SHOWN
}

export function tooFew(panels: readonly Panel[]): Reading {
  return unclear(`${panels.length === 0 ? 'no panels' : `only ${panels.length} panels`} of ${PANELS} were found in it`)
}

export function otherPicture(name: string, r: number): Reading {
  return other(
    'other-picture',
    `has no panel with what ${name} makes of this image; the nearest has the correlation ${twoDigits(r)}`,
    'Which array is drawn in which panel, and by which network was it made?',
  )
}

/** What is wrong if the test image is in no panel; nothing if it is. */
export function originalIn(panels: readonly Panel[], index: number): Reading | undefined {
  const found = panels.map((panel) => mostAlike(panel, images2k())).sort((a, b) => b.r - a.r)
  const sure = found.filter(({ r }) => r >= ITSELF)
  if (sure.some((one) => one.index === index)) return undefined
  const [first] = sure
  if (first === undefined) return unclear('none of the test images was recognised in it')
  return other(
    'other-image',
    `shows test image ${first.index} (counted from 0), a ${test2k().labels[first.index]}; asked for is test image ${index}, a ${test2k().labels[index]}`,
    'Do your figures begin with the first test image, in the order of the file?',
  )
}

let standard: readonly Float64Array[] | undefined

/** The 2000 test images, made comparable once. */
function images2k(): readonly Float64Array[] {
  standard ??= Array.from({ length: test2k().labels.length }, (_, i) => imageAt(test2k().images, i))
  return standard
}

export function imageOf2k(index: number): Float64Array {
  return images2k()[index] as Float64Array
}

/** The likenesses of the best way to give each target a panel of its own; there are at least as many panels. */
export function bestMatch(panels: readonly Panel[], targets: readonly Float64Array[]): readonly number[] {
  const table = targets.map((target) => panels.map((panel) => likeness(panel, target)))
  const from = (target: number, taken: ReadonlySet<number>): readonly number[] => {
    if (target === targets.length) return []
    const rows = panels.flatMap((_, panel) =>
      taken.has(panel) ? [] : [[(table[target] as number[])[panel] as number, ...from(target + 1, new Set([...taken, panel]))]],
    )
    return rows.reduce((best, row) => (total(row) > total(best) ? row : best))
  }
  return from(0, new Set())
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
