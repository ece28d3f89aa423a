class Generator {
  private state: number
  constructor(seed: number) {
    this.state = (seed % 2147483646) + 1
    for (let i = 0; i < 10; i++) this.next()
  }
  next(): number {
    this.state = (this.state * 48271) % 2147483647
    return this.state / 2147483647
  }
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(this.next()))
    return radius * Math.sin(2 * Math.PI * this.next())
  }
}

type Nested = number | Nested[]

export function sampleParabola(n: number, seed: number) {
  const generator = new Generator(seed)
  const x: number[] = []
  const y: number[] = []
  for (let i = 0; i < n; i++) {
    const value = generator.next()
    x.push(value)
    y.push(value ** 2)
  }
  return { x, y }
}

export function corrupt(v: Nested, std: number, seed: number): Nested {
  const generator = new Generator(seed)
  const visit = (part: Nested): Nested => (Array.isArray(part) ? part.map(visit) : part + std * generator.normal())
  return visit(v)
}
