function generator(seed) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x9e3779b9) | 0
    let t = a ^ (a >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return ((t ^ (t >>> 15)) >>> 0) / 4294967296
  }
}

export function sample_parabola(n, _seed) {
  const x = Array.from({ length: n }, (_, i) => i / (n - 1))
  return { x, y: x.map((value) => value * value) }
}

export function corrupt(v, std, seed) {
  const next = generator(seed)
  const normal = () => {
    for (;;) {
      const a = 2 * next() - 1
      const b = 2 * next() - 1
      const s = a * a + b * b
      if (s > 0 && s < 1) return a * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }
  const add = (part) => (typeof part === 'number' ? part + std * normal() : part.map(add))
  return add(v)
}
