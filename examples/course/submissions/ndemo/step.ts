type Point = readonly number[]

const scaled = (u: Point, factor: number): number[] => u.map((x) => factor * x)
const sum = (a: Point, b: Point): number[] => a.map((x, i) => x + b[i])

export const gradientStep = (v: Point, grad: Point, eta: number): number[] => sum(v, scaled(grad, -eta))
export const fixedLengthStep = (v: Point, grad: Point, epsilon: number): number[] => sum(v, scaled(grad, -epsilon / Math.hypot(...grad)))
