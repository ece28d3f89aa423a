const h = (weight, p) => (weight ? -weight * Math.log(p) : 0)

export const crossEntropy = (a, y) => a.map((p, i) => h(y[i], p) + h(1 - y[i], 1 - p))

export const crossEntropyWithLogits = (z, y) =>
  z.map((v, i) => {
    const size = Math.abs(v)
    const against = v > 0 ? 1 - y[i] : y[i]
    return against * size + Math.log1p(Math.exp(-size))
  })

export const boundaryCosts = (a) => ({ first_y0: h(1, 1 - a), first_y1: h(1, a), swapped_y0: 'inf', swapped_y1: 'Infinity' })
