/** What judges answers in checks, one export for each: without formulas of the rules, so that a kit can contain it. */
import { type LawJudge, near, T32, type Tolerance } from 'assay/checks'

interface Point {
  readonly v: readonly number[]
  readonly grad: readonly number[]
  readonly size: number
}

interface Parabola {
  readonly v: number
  readonly curvature: number
}

const norm = (vector: readonly number[]): number => Math.hypot(...vector)
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((x, i) => x - (b[i] as number))
const show = (x: number): string => `${Number(x.toPrecision(6))}`

/** A single-precision v′ of size 10 is off by 5e-7, and the shortest step here is 0.005: 1e-4 of it. Wrong rules are off by factors. */
const SINGLE_PRECISION_STEP: Tolerance = { rtol: 1e-3, atol: 1e-6 }

/** A division by ‖∇C‖ + 1e-8, as it is often written, makes 1e-3 of the step where ‖∇C‖ is 1e-5. */
const WITH_A_GUARD: Tolerance = { rtol: 1e-2, atol: 1e-6 }

const shape = ({ v }: Point): readonly number[] => [v.length]

export const stationary: LawJudge<Point> = {
  shape,
  holds: ({ v }, answers) => {
    const rules = ['gradient_step', 'fixed_length_step']
    // Not bit for bit: a single-precision implementation rounds v itself.
    const moved = answers.findIndex((answer) =>
      minus(answer as number[], v).some((x, i) => Math.abs(x) > 1e-6 + 1e-6 * Math.abs(v[i] as number)),
    )
    return moved < 0 ? undefined : `${rules[moved]} moved by ${show(norm(minus(answers[moved] as number[], v)))}`
  },
}

export const scale: LawJudge<Point> = {
  shape,
  holds: ({ v }, answers) => {
    const lengths = answers.map((answer) => norm(minus(answer as number[], v)))
    const [plain, plainSteep, fixed, fixedSteep, fixedFlat] = lengths as [number, number, number, number, number]
    if (!near(plainSteep, 1000 * plain, SINGLE_PRECISION_STEP))
      return `the step of gradient_step became ${show(plainSteep / plain)} times as long`
    if (!near(fixedSteep, fixed, SINGLE_PRECISION_STEP))
      return `the step of fixed_length_step became ${show(fixedSteep / fixed)} times as long`
    if (!near(fixedFlat, fixed, WITH_A_GUARD))
      return `where the slope is 10⁴ times less, the step of fixed_length_step became ${show(fixedFlat / fixed)} times as long`
    return undefined
  },
}

export const lengthDirection: LawJudge<Point> = {
  shape,
  holds: ({ v, grad, size }, [next]) => {
    const step = minus(next as number[], v)
    if (!near(norm(step), size, SINGLE_PRECISION_STEP)) return `the step has length ${show(norm(step))} where ε = ${show(size)}`
    const cosine = step.reduce((sum, x, i) => sum + x * (grad[i] as number), 0) / (norm(step) * norm(grad))
    return near(cosine, -1, T32) ? undefined : `the cosine between step and gradient is ${show(cosine)}`
  },
}

export const descent: LawJudge<Parabola> = {
  shape: () => [1],
  holds: ({ v, curvature }, [next]) => {
    const cost = (x: number): number => (curvature * x * x) / 2
    const [before, after] = [cost(v), cost((next as number[])[0] as number)]
    return after < before ? undefined : `C went from ${show(before)} to ${show(after)}`
  },
}
