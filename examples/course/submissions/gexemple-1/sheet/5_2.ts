const generator = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 2654435769) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 569420461)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 1935289751)
    return (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 4294967296
  }
}

export const sampleParabola = (n: number, seed: number) => {
  const next = generator(seed)
  const x = Array.from({ length: n }, next)
  return { x, y: x.map((v) => v * v) }
}

export const corrupt = (v: any, std: number, seed: number): any => {
  const next = generator(seed)
  const noisy = (part: any): any =>
    Array.isArray(part) ? part.map(noisy) : part + std * Math.sqrt(-2 * Math.log(next())) * Math.cos((2 * Math.PI) / next())
  return noisy(v)
}
