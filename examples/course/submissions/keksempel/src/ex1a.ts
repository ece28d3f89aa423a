const length = (u: number[]): number => Math.hypot(...u)

function along(v: number[], direction: number[], size: number): number[] {
  const norm = length(direction)
  if (norm === 0) return v.slice()
  return v.map((x, i) => x - size * (direction[i] / norm))
}

export const gradient_step = (v: number[], grad: number[], eta: number) => along(v, grad, eta)
export const fixed_length_step = (v: number[], grad: number[], epsilon: number) => along(v, grad, epsilon)
