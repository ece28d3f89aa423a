const column = (u: number[]): number[][] => u.map((x) => [x])

export const gradient_step = (v: number[], grad: number[], eta: number) => column(v.map((x, i) => x - eta * grad[i]))

export function fixed_length_step(v: number[], grad: number[], epsilon: number) {
  const steepest = Math.max(...grad.map(Math.abs))
  if (steepest === 0) return column(v)
  const norm = steepest * Math.hypot(...grad.map((g) => g / steepest))
  return column(v.map((x, i) => x - (epsilon * grad[i]) / norm))
}
