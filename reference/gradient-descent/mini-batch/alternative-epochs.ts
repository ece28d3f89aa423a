import { GENERATORS, mulberry32 } from '../../testing/generators.ts'
import { byComparator, CYCLE, range, shuffled } from './alternative-samplers.ts'

export type Epochs = (n: number, m: number, seed: number) => number[][]

const cut = (order: readonly number[], m: number): number[][] =>
  Array.from({ length: Math.ceil(order.length / m) }, (_, b) => order.slice(b * m, (b + 1) * m))

const inOrder =
  (order: (n: number, next: () => number, m: number) => number[]): Epochs =>
  (n, m, seed) =>
    cut(order(n, mulberry32(seed), m), m)

export const RIGHT_EPOCHS: Readonly<Record<string, Epochs>> = {
  ...Object.fromEntries(
    Object.entries(GENERATORS).map(([name, generator]) => [
      `shuffle by ${name}`,
      (n: number, m: number, seed: number) => cut(shuffled(n, generator(seed)), m),
    ]),
  ),
  'batches sorted': (n, m, seed) => cut(shuffled(n, mulberry32(seed)), m).map((batch) => batch.sort((a, b) => a - b)),
  'batches shuffled, too': (n, m, seed) => {
    const next = mulberry32(seed)
    const batches = cut(shuffled(n, next), m)
    const full = batches.filter((batch) => batch.length === m)
    const short = batches.filter((batch) => batch.length < m)
    return [...shuffled(full.length, next).map((b) => full[b] as number[]), ...short]
  },
}

/** Shuffles by way of a buffer: the next one is drawn from those that are in it. */
function buffered(n: number, next: () => number, size: number): number[] {
  const buffer: number[] = []
  const order: number[] = []
  for (const i of [...range(n), ...Array<undefined>(n)]) {
    if (i !== undefined) buffer.push(i)
    if (buffer.length === size || (i === undefined && buffer.length > 0))
      order.push(...buffer.splice(Math.floor(next() * buffer.length), 1))
  }
  return order
}

/** As many exchanges as samples, of the one that `place` says with any. */
function exchanged(n: number, next: () => number, place: (i: number) => number): number[] {
  const order = range(n)
  for (let i = 0; i < n; i++) {
    const [from, to] = [place(i), Math.floor(next() * n)]
    ;[order[from], order[to]] = [order[to] as number, order[from] as number]
  }
  return order
}

/** Epochs that are a partition each, and of which the samples are not shuffled. */
export const UNSHUFFLED_EPOCHS: Readonly<Record<string, Epochs>> = {
  'fixed pieces in random order, the short one last': (n, m, seed) => {
    const pieces = cut(range(n), m)
    const full = pieces.filter((piece) => piece.length === m)
    return [...shuffled(full.length, mulberry32(seed)).map((b) => full[b] as number[]), ...pieces.filter((piece) => piece.length < m)]
  },
  'fixed pieces, each shuffled': (n, m, seed) => {
    const next = mulberry32(seed)
    return cut(range(n), m).map((piece) => shuffled(piece.length, next).map((i) => piece[i] as number))
  },
  'one fixed order, rotated': inOrder((n, next) => {
    const order = shuffled(n, mulberry32(99))
    const from = Math.floor(next() * n)
    return range(n).map((i) => order[(from + i) % n] as number)
  }),
  'by a buffer of four': inOrder((n, next) => buffered(n, next, 4)),
  'one exchange only': inOrder((n, next) => shuffled(n, next, { until: n - 1 })),
  'all but the short batch': inOrder((n, next, m) => {
    const full = n - (n % m)
    return [...shuffled(full, next), ...range(n).slice(full)]
  }),
  'never in its place': inOrder((n, next) => shuffled(n, next, CYCLE)),
  'without the last exchange': inOrder((n, next) => shuffled(n, next, { until: 2 })),
  'random comparator': inOrder(byComparator),
  'exchanges of any two, as many as samples': inOrder((n, next) => exchanged(n, next, () => Math.floor(next() * n))),
  'each exchanged with any': inOrder((n, next) => exchanged(n, next, (i) => i)),
  'order of sixteen seeds': (n, m, seed) => cut(shuffled(n, mulberry32(seed % 16)), m),
}

/** Exchanges with the place after the last one as well, which is empty. */
export const onePastTheEnd: Epochs = (n, m, seed) => {
  const next = mulberry32(seed)
  const order: (number | undefined)[] = range(n)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (n + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return cut(
    order.slice(0, n).filter((i) => i !== undefined),
    m,
  )
}
