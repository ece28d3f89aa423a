type Nested = number | Nested[]

const uniform = (seed: number) => {
  let state = seed | 0
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function sampleParabola(n: number, seed: number) {
  const next = uniform(seed)
  const x = Array.from({ length: n }, next)
  return { x, y: x.map((value) => value * value) }
}

export function corrupt(v: Nested, std: number, seed: number): Nested {
  const next = uniform(seed)
  const noise = (): number => {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += next()
    return sum
  }
  const deep = (part: Nested): Nested => (Array.isArray(part) ? part.map(deep) : part + std * noise())
  return deep(v)
}
