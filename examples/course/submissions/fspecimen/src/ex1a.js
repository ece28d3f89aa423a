const bare = (next) => (next.length === 1 ? next[0] : next)

export const gradientStep = (v, grad, eta) => bare(v.map((x, i) => x - eta * grad[i]))

export const fixedLengthStep = (v, grad, epsilon) => {
  const norm = Math.hypot(...grad)
  return bare(norm === 0 ? v : v.map((x, i) => x - (epsilon * grad[i]) / norm))
}
