import { GENERATORS, type Generator, mulberry32 } from '../../testing/generators.ts'

export type Sampler = (n: number, m: number, seed: number) => number[]

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

interface Shuffle {
  /** Of the place that is exchanged with place i. @defaultValue one of 0 … i */
  readonly partner?: (i: number, next: () => number) => number
  /** The last place that is exchanged. @defaultValue 1 */
  readonly until?: number
}

/** Fisher and Yates, or nearly so. */
export function shuffled(
  n: number,
  next: () => number,
  { partner = (i) => Math.floor(next() * (i + 1)), until = 1 }: Shuffle = {},
): number[] {
  const order = range(n)
  for (let i = n - 1; i >= until; i--) {
    const j = partner(i, next)
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
  }
  return order
}

/** Never leaves a sample in its place: one cycle of all (Sattolo). */
export const CYCLE: Shuffle = { partner: (i, next) => Math.floor(next() * i) }

export const byComparator = (n: number, next: () => number): number[] => range(n).sort(() => next() - 0.5)

function rejecting(m: number, draw: () => number): number[] {
  const drawn = new Set<number>()
  while (drawn.size < m) drawn.add(draw())
  return [...drawn]
}

const shuffling =
  (generator: Generator, shuffle?: Shuffle): Sampler =>
  (n, m, seed) =>
    shuffled(n, generator(seed), shuffle).slice(0, m)

const drawing =
  (place: (next: () => number, n: number) => number): Sampler =>
  (n, m, seed) => {
    const next = mulberry32(seed)
    return rejecting(m, () => place(next, n))
  }

export const withRepeats: Sampler = (n, m, seed) => {
  const next = mulberry32(seed)
  return range(m).map(() => Math.floor(next() * n))
}

const sorted: Sampler = (n, m, seed) => drawing((next) => Math.floor(next() * n))(n, m, seed).sort((a, b) => a - b)

const byKeys: Sampler = (n, m, seed) => {
  const keys = range(n).map(mulberry32(seed))
  return range(n)
    .sort((a, b) => (keys[a] as number) - (keys[b] as number))
    .slice(0, m)
}

const reservoir: Sampler = (n, m, seed) => {
  const next = mulberry32(seed)
  const kept = range(m)
  for (let i = m; i < n; i++) {
    const j = Math.floor(next() * (i + 1))
    if (j < m) kept[j] = i
  }
  return kept
}

export const RIGHT_SAMPLERS: Readonly<Record<string, Sampler>> = {
  ...Object.fromEntries(Object.entries(GENERATORS).map(([name, generator]) => [`shuffle by ${name}`, shuffling(generator)])),
  'rejection of repeats, sorted': sorted,
  'sorted by random keys': byKeys,
  reservoir,
}

/** One whole order, made once, of which each draw takes a part. */
const partOf =
  (start: (n: number, m: number, next: () => number) => number): Sampler =>
  (n, m, seed) => {
    const order = shuffled(n, mulberry32(99))
    const from = start(n, m, mulberry32(seed))
    return range(m).map((i) => order[(from + i) % n] as number)
  }

const folded =
  (fold: (seed: number) => number): Sampler =>
  (n, m, seed) =>
    shuffling(mulberry32)(n, m, fold(seed))

/** Draws from a part, half of it in the lower half of all samples. */
const halves: Sampler = (n, m, seed) => {
  const [a, b] = [shuffled(Math.ceil(n / 2), mulberry32(seed)), shuffled(Math.floor(n / 2), mulberry32(seed + 1))]
  return [...a.slice(0, Math.ceil(m / 2)), ...b.slice(0, Math.floor(m / 2)).map((i) => i + Math.ceil(n / 2))]
}

/** Each sample with its mirror image. */
const mirrored: Sampler = (n, m, seed) => {
  const half = shuffled(Math.ceil(n / 2), mulberry32(seed))
  const all = half.flatMap((i) => (i === n - 1 - i ? [i] : mulberry32(seed + 7)() < 0.5 ? [i, n - 1 - i] : [n - 1 - i, i]))
  return all.slice(0, m)
}

/** Samplers that the check of draws must not accept. */
export const UNFAIR_SAMPLERS: Readonly<Record<string, Sampler>> = {
  'remainder of a byte': drawing((next, n) => Math.floor(next() * 256) % n),
  'rounded in place of cut': drawing((next, n) => Math.round(next() * (n - 1))),
  'power of a uniform number': drawing((next, n) => Math.floor(next() ** 1.25 * n)),
  'random comparator': (n, m, seed) => byComparator(n, mulberry32(seed)).slice(0, m),
  'with replacement': withRepeats,
  'never the last': drawing((next, n) => Math.floor(next() * (n - 1))),
  'never in its place': shuffling(mulberry32, CYCLE),
  'without the last exchange': shuffling(mulberry32, { until: 2 }),
  'one of fixed pieces': partOf((n, m, next) => m * Math.floor(next() * Math.floor(n / m))),
  'a part of one fixed order': partOf((n, _, next) => Math.floor(next() * n)),
  neighbours: (n, m, seed) => {
    const from = Math.floor(mulberry32(seed)() * n)
    return range(m).map((i) => (from + i) % n)
  },
  'half of them in each half': halves,
  'with its mirror image': mirrored,
  'sixteen seeds': folded((seed) => seed % 16),
  'a thousand seeds, by a hash': folded((seed) => Math.floor(mulberry32(seed)() * 1000)),
}
