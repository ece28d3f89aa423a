import type { Check, CheckContext, Outcome } from '../grading/model/check.ts'
import type { Finding } from '../grading/model/finding.ts'
import type { Picture } from '../grading/model/picture.ts'
import { judged } from './model/unusable.ts'
import { type Asker, askerOf } from './model-quality.ts'
import { accepted, defineCheck, error, faulted, NOT_ATTEMPTED, note, wrong } from './outcome.ts'
import { isBlank, type Pixels } from './picture/pixels.ts'
import { other, type Reading } from './picture/reading.ts'

export interface PlotsSpec<Arrays> {
  /** For all plots together, in equal parts. */
  readonly points: number
  /** The functions whose answers the plots show. */
  readonly entries: readonly string[]
  /** What the plots should show, measured on the functions. May throw `Unusable`: a plot without the arrays behind it earns nothing. */
  readonly arrays: (ask: Asker, context: CheckContext) => Promise<Arrays>
  /** How each plot is read, by its name. */
  readonly plots: { readonly [name: string]: (pixels: Pixels, arrays: Arrays) => Reading }
}

/** Pixels a side, as handed in. */
const SMALLEST = 200

const ONLY_THESE: Finding = note({
  code: 'remark',
  says: 'Pictures earn the points of this check only. Everything else is measured on what your functions answer, whatever a picture shows.',
})

/**
 * The plots that an exercise asks for: there, not blank, large enough, and showing what the functions give as far as that can be decided.
 * Where it cannot, a plot counts as there. A picture in a notebook has no name: it stands for a plot that it is seen to show.
 */
export function plots<Arrays>(spec: PlotsSpec<Arrays>): Check {
  const names = Object.keys(spec.plots)
  const title = names.length === 1 ? 'The plot that is asked for is there' : 'The plots that are asked for are there'
  const check = defineCheck({ id: 'plots', title, points: spec.points }, spec.entries, async (subject, context) => {
    if (context.refused !== undefined) return faulted('plots', context.refused)
    const pictures = [...(context.pictures?.values() ?? [])]
    if (!pictures.some(({ plot }) => plot === undefined || names.includes(plot))) return NOT_ATTEMPTED
    return judged(async () => {
      const seen = readAll(spec, names, pictures, await spec.arrays(askerOf(subject), context))
      return seen.size === 0 ? NOT_ATTEMPTED : outcomeOf(names, seen)
    })
  })
  return { ...check, plots: names }
}

interface Seen {
  readonly picture: Picture
  readonly reading: Reading
}

function readAll<Arrays>(
  spec: PlotsSpec<Arrays>,
  names: readonly string[],
  pictures: readonly Picture[],
  arrays: Arrays,
): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>()
  for (const name of names) {
    const read = (picture: Picture): Reading => faultOf(picture, [...seen.values()]) ?? lookOf(spec, name)(picture.pixels, arrays)
    const own = pictures.find(({ plot }) => plot === name)
    const found: Seen | undefined =
      own !== undefined
        ? { picture: own, reading: read(own) }
        : pictures
            .filter(({ plot }) => plot === undefined)
            .map((picture) => ({ picture, reading: read(picture) }))
            .find(({ reading }) => reading.seen === 'shown')
    if (found !== undefined) seen.set(name, found)
  }
  return seen
}

function lookOf<Arrays>({ plots: looks }: PlotsSpec<Arrays>, name: string): (pixels: Pixels, arrays: Arrays) => Reading {
  return looks[name] as (pixels: Pixels, arrays: Arrays) => Reading
}

/** What is wrong with a picture, whatever it should show. */
function faultOf({ width, height, pixels }: Picture, before: readonly Seen[]): Reading | undefined {
  if (Math.min(width, height) < SMALLEST) {
    return other('too-small', `has ${width} × ${height} pixels; at least ${SMALLEST} a side can be looked at`)
  }
  if (isBlank(pixels)) return other('blank', 'is blank', 'Was the figure saved after it had been shown and emptied?')
  const twin = before.find(({ picture }) => samePixels(picture.pixels, pixels))
  return twin === undefined ? undefined : other('same-picture', `is the same picture as ${twin.picture.name}`)
}

function samePixels(a: Pixels, b: Pixels): boolean {
  return a.width === b.width && Buffer.compare(a.data, b.data) === 0
}

function outcomeOf(names: readonly string[], seen: ReadonlyMap<string, Seen>): Outcome {
  const findings = names.flatMap((name): readonly Finding[] => {
    const one = seen.get(name)
    const mistaken = (mistake: string, says: string, hint?: string): Finding =>
      error({ code: 'plot', picture: one?.picture.name ?? `plots/${name}.png`, mistake, says }, hint)
    if (one === undefined) return [mistaken('missing', 'is not there')]
    const { picture, reading } = one
    if (reading.seen === 'shown') return []
    if (reading.seen === 'other') return [mistaken(reading.mistake, reading.says, reading.hint)]
    return [note({ code: 'plot', picture: picture.name, mistake: 'unclear', says: `counts as there: ${reading.says}` })]
  })
  const lost = findings.filter(({ severity }) => severity === 'error').length
  return lost === 0 ? accepted([...findings, ONLY_THESE]) : wrong([...findings, ONLY_THESE], 1 - lost / names.length)
}
