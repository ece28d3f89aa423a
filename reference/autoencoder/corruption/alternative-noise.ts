import type { Nested } from 'assay/math'
import { GENERATORS, mulberry32 } from '../../testing/generators.ts'

/** Standard normal numbers, or what somebody takes for such. */
type Source = (next: () => number) => () => number
export type Corrupt = (v: Nested, std: number, seed: number) => Nested

const radius = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next()))

const boxMuller: Source = (next) => () => radius(next) * Math.cos(2 * Math.PI * next())

const inPairs =
  (pair: (next: () => number) => readonly [number, number]): Source =>
  (next) => {
    let kept: number | undefined
    return () => {
      if (kept !== undefined) {
        const second = kept
        kept = undefined
        return second
      }
      const [first, second] = pair(next)
      kept = second
      return first
    }
  }

const bothOfBoxMuller = inPairs((next) => {
  const [r, angle] = [radius(next), 2 * Math.PI * next()]
  return [r * Math.cos(angle), r * Math.sin(angle)]
})

const polar = inPairs((next) => {
  for (;;) {
    const [a, b] = [2 * next() - 1, 2 * next() - 1]
    const s = a * a + b * b
    if (s > 0 && s < 1) return [a * Math.sqrt((-2 * Math.log(s)) / s), b * Math.sqrt((-2 * Math.log(s)) / s)]
  }
})

/** Kinderman and Monahan's ratio of uniform numbers, as Python's random.normalvariate has it. */
const ratioOfUniforms: Source = (next) => () => {
  for (;;) {
    const [u, w] = [next(), 1 - next()]
    const z = (1.7155277699214135 * (u - 0.5)) / w
    if ((z * z) / 4 <= -Math.log(w)) return z
  }
}

const sumOf =
  (count: number): Source =>
  (next) =>
  () => {
    let sum = -count / 2
    for (let i = 0; i < count; i++) sum += next()
    return sum * Math.sqrt(12 / count)
  }

/** The source in every entry of an array, in order. */
const filling =
  (source: Source, generator = mulberry32): Corrupt =>
  (v, std, seed) => {
    const draw = source(generator(seed))
    const add = (part: Nested): Nested => (typeof part === 'number' ? part + std * draw() : part.map(add))
    return add(v)
  }

/** Of 233280 states, ten thousand numbers nearly repeat themselves: after 972 of them noise agrees with itself by 0.7. The statement asks for 31 bits. */
const { 'linear congruential, modulus 233280': _, ...LONG_ENOUGH } = GENERATORS

export const RIGHT_NOISE: Readonly<Record<string, Corrupt>> = {
  ...Object.fromEntries(
    Object.entries(LONG_ENOUGH).map(([name, generator]) => [`Box and Muller by ${name}`, filling(boxMuller, generator)]),
  ),
  'both numbers of Box and Muller': filling(bothOfBoxMuller),
  'polar method': filling(polar),
  'ratio of uniform numbers': filling(ratioOfUniforms),
  'sum of twelve uniform numbers': filling(sumOf(12)),
  'single precision': (v, std, seed) => {
    const draw = boxMuller(mulberry32(seed))
    const add = (part: Nested): Nested =>
      typeof part === 'number' ? Math.fround(Math.fround(part) + Math.fround(std) * Math.fround(draw())) : part.map(add)
    return add(v)
  },
}

const truncated =
  (at: number): Source =>
  (next) => {
    const draw = boxMuller(next)
    return () => {
      for (;;) {
        const z = draw()
        if (Math.abs(z) < at) return z
      }
    }
  }

/** Student's t with so many degrees of freedom, of variance 1 where that is finite. */
const student =
  (freedom: number): Source =>
  (next) => {
    const draw = boxMuller(next)
    return () => {
      let squares = 0
      for (let i = 0; i < freedom; i++) squares += draw() ** 2
      return draw() * Math.sqrt((freedom > 2 ? freedom - 2 : freedom) / squares)
    }
  }

/** What the check of the distribution must see. */
export const NOT_NORMAL: Readonly<Record<string, Corrupt>> = {
  'uniform of the same spread': filling(sumOf(1)),
  'sum of two uniform numbers': filling(sumOf(2)),
  'sum of three uniform numbers': filling(sumOf(3)),
  'normal within two standard deviations': filling(truncated(2)),
  'normal within three standard deviations': filling(truncated(3)),
  't with three degrees of freedom': filling(student(3)),
  't with five degrees of freedom': filling(student(5)),
  't with ten degrees of freedom': filling(student(10)),
  't with fifteen degrees of freedom': filling(student(15)),
  Laplace: filling((next) => () => (next() < 0.5 ? -1 : 1) * (Math.log(1 - next()) / Math.SQRT2)),
  logistic: filling((next) => () => (Math.log(1 / (1 - next() * 0.999999) - 1 + 1e-9) * Math.sqrt(3)) / Math.PI),
  'one in fifty five times as large': filling((next) => {
    const draw = boxMuller(next)
    return () => (next() < 0.02 ? 5 : 1) * draw()
  }),
  'in steps of half a standard deviation': filling((next) => {
    const draw = boxMuller(next)
    return () => Math.round(2 * draw()) / 2
  }),
}

export const NOT_CENTRED: Readonly<Record<string, Corrupt>> = {
  'Box and Muller with a divided phase': filling((next) => () => radius(next) * Math.cos((2 * Math.PI) / (1 - next()))),
  'rand for randn': filling((next) => next),
  'one in twenty of the standard deviation above 0': filling((next) => {
    const draw = boxMuller(next)
    return () => draw() + 0.05
  }),
}

export const OF_ANOTHER_SIZE: Readonly<Record<string, Corrupt>> = {
  'a tenth too large': filling((next) => {
    const draw = boxMuller(next)
    return () => 1.1 * draw()
  }),
  'a tenth too small': filling((next) => {
    const draw = boxMuller(next)
    return () => 0.9 * draw()
  }),
  'variance for the standard deviation': (v, std, seed) => filling(boxMuller)(v, Math.sqrt(std), seed),
  'uniform in ± std': filling((next) => () => 2 * next() - 1),
}

/** Noise made for a whole list at once. */
const ofList =
  (noise: (length: number, draw: () => number, v: readonly number[]) => readonly number[]): Corrupt =>
  (v, std, seed) => {
    const values = v as readonly number[]
    const made = noise(values.length, boxMuller(mulberry32(seed)), values)
    return values.map((value, i) => value + std * (made[i] as number))
  }
const list = (length: number, make: (i: number) => number): number[] => Array.from({ length }, (_, i) => make(i))
const repeated = (period: number): Corrupt =>
  ofList((length, draw) => {
    const some = list(period, draw)
    return list(length, (i) => some[i % period] as number)
  })
const smeared = (width: number): Corrupt =>
  ofList((length, draw) => {
    const some = list(length + width, draw)
    return list(length, (i) => some.slice(i, i + width).reduce((sum, z) => sum + z, 0) / Math.sqrt(width))
  })

export const DEPENDENT: Readonly<Record<string, Corrupt>> = {
  'in proportion to the value': ofList((length, draw, v) => list(length, (i) => draw() * (v[i] as number))),
  sorted: ofList((length, draw) => list(length, draw).sort((a, b) => a - b)),
  'a block of 64, repeated': repeated(64),
  'half of the array, repeated': repeated(5000),
  'a mean of two neighbours': smeared(2),
  'a mean of sixteen': smeared(16),
  'one number for each block of four': ofList((length, draw) => {
    const some = list(length, draw)
    return list(length, (i) => some[i - (i % 4)] as number)
  }),
  'a tenth of its variance shared at a distance of 784': ofList((length, draw) => {
    const some = list(length + 784, draw)
    return list(length, (i) => (some[i] as number) * Math.sqrt(0.9) + (some[i + 784] as number) * Math.sqrt(0.1))
  }),
  'a generator of few states': filling(boxMuller, GENERATORS['linear congruential, modulus 233280']),
  'growing along the array': ofList((length, draw) => list(length, (i) => draw() * (0.8 + (0.4 * i) / length))),
}

/** By the place in an array of any number of axes, with one stream of numbers for each `key`. */
const byPlace =
  (noise: (place: readonly number[], draw: () => number, seed: number, shape: readonly number[]) => number): Corrupt =>
  (v, std, seed) => {
    const draw = boxMuller(mulberry32(seed))
    const shape: number[] = []
    for (let part: Nested = v; Array.isArray(part); part = part[0] as Nested) shape.push(part.length)
    const add = (part: Nested, place: readonly number[]): Nested =>
      typeof part === 'number' ? part + std * noise(place, draw, seed, shape) : part.map((one, i) => add(one, [...place, i]))
    return add(v, [])
  }

const keyed = (key: string, seed: number): number => {
  let hash = seed
  for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return boxMuller(mulberry32(hash))()
}
/** One number for all places that differ along this axis only: negative ones count from the last. */
const shared = (axis: number, part = 1): Corrupt =>
  byPlace((place, draw, seed) => {
    const key = place.filter((_, i) => i !== (axis < 0 ? place.length + axis : axis)).join()
    return Math.sqrt(part) * keyed(key, seed) + Math.sqrt(1 - part) * draw()
  })
const uneven = (axis: number, factor: number, which: number): Corrupt =>
  byPlace((place, draw) => draw() * (place.at(axis) === which ? factor : 1))

export const NOT_OF_ITS_OWN: Readonly<Record<string, Corrupt>> = {
  'one number for each row': shared(-1),
  'one row for all rows': shared(0),
  'shared along the middle axis': (v, std, seed) =>
    (Array.isArray((v as Nested[][])[0]?.[0]) ? shared(1) : filling(boxMuller))(v, std, seed),
  'a tenth of it shared along the first axis': shared(0, 0.1),
  'a tenth of it shared along the last axis': shared(-1, 0.1),
  'the last coordinate 1.4 times as large': uneven(-1, 1.4, 1),
  'one image 1.4 times as large': uneven(0, 1.4, 3),
  'one line of every image 1.4 times as large': uneven(1, 1.4, 1),
  'no noise on the first coordinate': uneven(-1, 0, 0),
}
