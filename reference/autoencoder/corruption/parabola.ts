import type { Plain } from 'assay'
import type { DistributionJudge, Statistic } from 'assay/checks'
import { distributionBand, distributionDistance } from 'assay/math'
import type { Named } from './causes.ts'
import { MANY, readPoints } from './draws.ts'

/** y = x² in single precision errs by 6e-8; this is T32 at 1. */
const CURVE = 1e-4

/** How many points are asked for. */
export const SIZES = [7, 100, 1000, 50] as const

const exactly = (name: string, value: number, mistake?: Statistic['mistake']): Statistic => ({
  name,
  value,
  low: 0,
  high: 0,
  draws: 0,
  alpha: 0,
  ...(mistake === undefined ? {} : { mistake }),
})

export const curve: DistributionJudge = {
  statistics: (answers) => {
    const [sets, form] = setsOf(answers)
    if (form.value > 0) return [form]
    const counts = sets.flatMap(({ x, y }) => [x.length, y.length])
    const fixed = new Set(counts).size === 1
    return [
      form,
      exactly(
        `lists that do not hold the ${SIZES.join(', ')} numbers asked for`,
        counts.filter((count, i) => count !== SIZES[Math.floor(i / 2)]).length,
        fixed
          ? { id: 'fixed-count', says: `${counts[0]} points, whatever n is`, hint: 'Which number in your code should be n?' }
          : undefined,
      ),
      ...onCurve(sets),
    ]
  },
  ofVariables: (variables) => {
    const [sets, form] = setsOf([variables])
    if (form.value > 0) return [form]
    return [
      form,
      exactly(
        'difference between the lengths of x and y',
        sets.reduce((sum, { x, y }) => sum + x.length - y.length, 0),
      ),
      ...onCurve(sets),
    ]
  },
}

interface Points {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

function setsOf(answers: readonly Plain[]): readonly [readonly Points[], Statistic] {
  const sets = answers.map((answer) => readPoints(answer))
  const usable = sets.filter((set) => set !== undefined)
  return [usable, exactly('answers that are not x and y, lists of finite numbers', sets.length - usable.length)]
}

function onCurve(sets: readonly Points[]): readonly Statistic[] {
  const x = sets.flatMap((set) => set.x)
  const y = sets.flatMap((set) => set.y)
  return [
    exactly('x outside of [0, 1]', x.filter((value) => value < 0 || value > 1).length),
    { name: 'largest distance of y from x²', value: furthest(x, y), low: 0, high: CURVE, draws: 0, alpha: 0, ...nameCurve(x, y) },
  ]
}

function furthest(x: readonly number[], y: readonly number[]): number {
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value * value - (y[i] as number))), 0)
}

function nameCurve(x: readonly number[], y: readonly number[]): { readonly mistake?: Named } {
  const fits = (curve: (x: number) => number): boolean => x.every((value, i) => Math.abs(curve(value) - (y[i] as number)) <= CURVE)
  const swapped = y.every((value, i) => Math.abs(value * value - (x[i] as number)) <= CURVE)
  if (swapped) return { mistake: { id: 'coordinates-swapped', says: 'the points with x and y exchanged' } }
  if (fits((value) => value * value * value)) return { mistake: { id: 'cube', says: 'x³ in place of x²' } }
  if (!fits((value) => value)) return {}
  // Squares of evenly spread x lie nearer to 0 than x itself.
  const distance = (cdf: (x: number) => number): number => distributionDistance(x, cdf)
  return distance(ofSquares) < distance(between) ? { mistake: OVERWRITTEN } : { mistake: { id: 'line', says: 'x itself in place of x²' } }
}

export const uniform: DistributionJudge = {
  statistics: ([answer]) => spread(answer),
  ofVariables: (variables) => spread(variables),
}

function spread(points: Plain | undefined): readonly Statistic[] {
  const x = readPoints(points)?.x ?? []
  const distance = (cdf: (x: number) => number): number => distributionDistance(x, cdf)
  const band = distributionBand(Math.max(1, x.length))
  return [
    exactly('numbers missing in x to at least 100', Math.max(0, MANY / 100 - x.length)),
    // Of 15 random bits 86 of 100 such numbers are different, of x in thousandths 10.
    { name: 'different values among the x', value: new Set(x).size, low: x.length / 2, high: x.length, draws: x.length, alpha: 0 },
    {
      name: 'largest distance between the distribution functions of x and of the uniform distribution',
      value: distance(between),
      ...band,
      draws: x.length,
      ...nameSpread(x, (cdf) => distance(cdf) <= band.high),
    },
  ]
}

const between = (x: number): number => Math.min(1, Math.max(0, x))
const ofSquares = (x: number): number => Math.sqrt(between(x))

const OVERWRITTEN: Named = {
  id: 'x-overwritten',
  says: 'x that was squared before it was returned',
  hint: 'Which variable holds x when y is computed?',
}

function nameSpread(x: readonly number[], follows: (cdf: (x: number) => number) => boolean): { readonly mistake?: Named } {
  if (x.length > 0 && x.every(Number.isInteger))
    return { mistake: { id: 'whole-x', says: 'integers for x', hint: 'What dtype does your array have?' } }
  if (follows(ofSquares)) return { mistake: OVERWRITTEN }
  if (follows((value) => between((value + 1) / 2)))
    return { mistake: { id: 'both-sides', says: 'x from −1 to 1, where 0 to 1 is asked for' } }
  return {}
}
