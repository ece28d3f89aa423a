/** What judges answers in checks, one export for each: without formulas of costs, so that a kit can contain it. */
import type { Plain } from 'assay'
import { type LawJudge, near, type OwnJudge, type PartCode, T32 } from 'assay/checks'
import type { Vector } from 'assay/math'
import { type CertainPlan, judgeCertain } from './certain.ts'
import { COST_MEAN, COST_SUM } from './conventions.ts'

export const conventions = [COST_MEAN, COST_SUM]

/** Outputs from 1/32 to 31/32; a target is one of them. */
export const grid: readonly number[] = Array.from({ length: 31 }, (_, k) => (k + 1) / 32)

export const symmetry: LawJudge<{ readonly a: number; readonly y: number }> = {
  shape: () => [2],
  holds: (_pair, [answer]) => {
    const [cost, mirrored] = answer as [number, number]
    if (!(cost > 0)) return `C(a, y) is ${cost}`
    return near(mirrored, cost, T32) ? undefined : `C(a, y) is ${cost} and C(1 − a, 1 − y) is ${mirrored}`
  },
  show: ({ a, y }) => `a = ${a}, y = ${y}`,
}

export const minimum: LawJudge<number> = {
  shape: () => [grid.length],
  holds: (k, [answer]) => {
    const costs = answer as Vector
    const least = costs.indexOf(Math.min(...costs))
    return least === k ? undefined : `among 1/32, …, 31/32 the output ${grid[least]} has the least cost`
  },
  show: (k) => `y = ${grid[k]}`,
}

export const certainAndRight: OwnJudge<CertainPlan> = { judge: judgeCertain }

export const logitDifference: LawJudge<Vector> = {
  shape: (z) => [z.length],
  holds: (z, [atOne, atZero]) => {
    const differences = (atOne as Vector).map((cost, i) => cost - ((atZero as Vector)[i] as number))
    const bad = differences.findIndex((difference, i) => !near(difference, -(z[i] as number), T32))
    return bad < 0 ? undefined : `at z = ${z[bad]} the costs differ by ${differences[bad]}`
  },
  show: (z) => `z = [${z.join(', ')}]`,
}

export const swapped: PartCode = {
  /** Both limits; infinity may be written out, as JSON has no number for it. */
  pick: (answer) => {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
    const { swappedY0, swappedY1 } = answer as Record<string, Plain>
    return swappedY0 === undefined || swappedY1 === undefined ? undefined : [spelledOut(swappedY0), spelledOut(swappedY1)]
  },
}

function spelledOut(plain: Plain): Plain {
  return typeof plain === 'string' && /^\+?(inf|infinity|∞)$/i.test(plain) ? Number.POSITIVE_INFINITY : plain
}
