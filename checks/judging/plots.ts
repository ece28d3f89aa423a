import type { JudgeContext, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { Picture } from '#grading/model/picture'
import type { Judging } from '../halves.ts'
import { once } from '../once.ts'
import { accepted, error, faulted, NOT_ATTEMPTED, note, wrong } from '../outcome.ts'
import { isBlank, type Pixels } from '../plots/pixels.ts'

export interface PlotsPlan {
  /** Of the plots. */
  readonly names: readonly string[]
  /** Of the exercise alone. */
  readonly functions: readonly string[]
}

/** Pixels of the longer and the shorter side, as handed in. Four panels in a row are 640 × 160 and less. */
const SMALLEST = [200, 100] as const

const ONLY_THESE: Finding = note({
  code: 'remark',
  says: 'Plots earn only the points of this check, for being submitted: what they show is not graded. Everything else is measured on the results of your functions.',
})

/** Whether the plots are there, large enough, not blank, and none twice. */
export async function judgePlots({ plan, context }: Judging<PlotsPlan>): Promise<Outcome> {
  if (context.refused !== undefined) return faulted('plots', context.refused)
  const seen = lookedAt(plan.names, picturesFor(plan, context))
  return seen.size === 0 ? NOT_ATTEMPTED : outcomeOf(plan.names, seen)
}

interface Fault {
  readonly mistake: string
  /** Completes "plots/name.png …". */
  readonly says: string
  readonly hint?: string
}

interface Seen {
  readonly picture: Picture
  readonly fault: Fault | undefined
}

/** Those in plots/, and those of a notebook that stand for others. */
function picturesFor({ names, functions }: PlotsPlan, { pictures, tried }: JudgeContext): ReadonlyMap<string, Picture> {
  const all = [...(pictures?.values() ?? [])]
  const found = new Map<string, Picture>()
  for (const picture of all) if (picture.plot !== undefined && names.includes(picture.plot)) found.set(picture.plot, picture)
  const missing = names.filter((name) => !found.has(name))
  const unnamed = all.filter(({ plot }) => plot === undefined)
  if (missing.length === 0 || unnamed.length === 0 || !tried?.().some((name) => functions.includes(name))) return found
  // One picture stands for one plot of the whole submission.
  const taken = once(pictures, 'taken', () => new Map<Picture, readonly string[]>())
  const free = unnamed.filter((picture) => (taken.get(picture) ?? names) === names && faultOf(picture, []) === undefined)
  for (const [i, name] of missing.entries()) {
    const picture = free[i]
    if (picture === undefined) break
    taken.set(picture, names)
    found.set(name, picture)
  }
  return found
}

function lookedAt(names: readonly string[], found: ReadonlyMap<string, Picture>): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>()
  for (const name of names) {
    const picture = found.get(name)
    if (picture !== undefined) seen.set(name, { picture, fault: faultOf(picture, [...seen.values()]) })
  }
  return seen
}

/** What is wrong with a picture, whatever it should show. */
function faultOf({ width, height, pixels }: Picture, before: readonly Seen[]): Fault | undefined {
  if (Math.max(width, height) < SMALLEST[0] || Math.min(width, height) < SMALLEST[1])
    return { mistake: 'too-small', says: `has ${width} × ${height} pixels; at least ${SMALLEST.join(' × ')} are required` }
  if (isBlank(pixels)) return { mistake: 'blank', says: 'is blank', hint: 'Did you call savefig after show()?' }
  const twin = before.find(({ picture }) => samePixels(picture.pixels, pixels))
  return twin === undefined ? undefined : { mistake: 'same-picture', says: `is the same plot as ${twin.picture.name}` }
}

function samePixels(a: Pixels, b: Pixels): boolean {
  return a.width === b.width && Buffer.compare(a.data, b.data) === 0
}

const MISSING: Fault = { mistake: 'missing', says: 'is missing' }

function outcomeOf(names: readonly string[], seen: ReadonlyMap<string, Seen>): Outcome {
  const lost = (picture: string, { mistake, says, hint }: Fault): readonly Finding[] => [
    error({ code: 'plot', picture, mistake, says }, hint),
  ]
  const findings = names.flatMap((name): readonly Finding[] => {
    const one = seen.get(name)
    if (one === undefined) return lost(`plots/${name}.png`, MISSING)
    if (one.fault !== undefined) return lost(one.picture.name, one.fault)
    return one.picture.plot === undefined ? [note({ code: 'remark', says: `${one.picture.name} counts as plots/${name}.png.` })] : []
  })
  const faults = findings.filter(({ severity }) => severity === 'error').length
  return faults === 0 ? accepted([...findings, ONLY_THESE]) : wrong([...findings, ONLY_THESE], 1 - faults / names.length)
}
