function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296
  }
}

export function sampleParabola(n: number, seed: number) {
  const next = random(seed)
  const x = Array.from({ length: n }, next)
  return { x, y: x.map((t) => t * t) }
}

export function corrupt(v: any, std: number, seed: number): any {
  const next = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const add = (part: any): any => (Array.isArray(part) ? part.map(add) : part + Math.sqrt(std) * normal())
  return add(v)
}
