import type { Plain } from 'assay'
import { caseSet } from 'assay/checks'
import type { Random } from 'assay/math'
import type { Layer } from './mistakes.ts'
import { convOutputSize, poolOutputSize } from './solution.ts'

export const conv = (layer: Layer): number | null => convOutputSize(layer[0], layer[1], layer[2], layer[3], layer[4])
const pool = (layer: Layer): number | null => poolOutputSize(layer[0], layer[1], layer[2], layer[3], layer[4], layer[5] === true)

/** As on the sheet: no dilation, a padding of at most half the kernel. */
function sheetLayer(random: Random): Layer {
  const k = random.integer(2, 10)
  return [random.integer(20, 80), k, random.integer(1, 5), random.integer(0, Math.floor(k / 2)), 1]
}

export const sheetConv = caseSet(
  'sheet-conv',
  () => [
    { args: [50, 4, 1, 1, 1], label: 'layer 1 of the sheet: n = 50, k = 4, s = 1, p = 1' },
    { args: [50, 8, 5, 0, 1], label: 'layer 2 of the sheet: n = 50, k = 8, s = 5, p = 0' },
  ],
  (random) => asCases(Array.from({ length: 3 }, () => sheetLayer(random))),
)

export const sheetPool = caseSet(
  'sheet-pool',
  () => [
    { args: [50, 10, 2, 2, 1, false], label: 'layer 3 of the sheet: n = 50, k = 10, s = 2, p = 2' },
    { args: [50, 2, 1, 0, 1, false], label: 'layer 4 of the sheet: n = 50, k = 2, s = 1, p = 0' },
  ],
  (random) =>
    asPools(
      Array.from({ length: 3 }, () => sheetLayer(random)),
      false,
    ),
)

function randomLayer(random: Random): Layer {
  return [random.integer(1, 12), random.integer(1, 5), random.integer(1, 4), random.integer(0, 3), random.integer(1, 3)]
}

function manyLayers(random: Random, count: number, allowed: (layer: Layer) => boolean): Layer[] {
  const layers: Layer[] = []
  while (layers.length < count) {
    const layer = randomLayer(random)
    if (allowed(layer)) layers.push(layer)
  }
  return layers
}

const asPools = (layers: readonly Layer[], ceilMode: boolean): { args: Plain[] }[] =>
  asCases(layers.map(([n, k, s, p, d]): Layer => [n, k, s, p, d, ceilMode]))

const asCases = (layers: readonly Layer[]): { args: Plain[] }[] => layers.map((layer) => ({ args: [...layer] as Plain[] }))

/** (50 − 7)/2 is 21.5: rounding differs from rounding down. The next two are the axes of a layer with different settings per axis. */
const tellingConv: readonly Layer[] = [
  [50, 7, 2, 0, 1],
  [50, 3, 2, 1, 2],
  [40, 5, 1, 0, 1],
  // As large as images are.
  [224, 7, 2, 3, 1],
  [300, 3, 1, 1, 2],
]

export const randomConv = caseSet('random-conv', (random) =>
  asCases([...tellingConv, ...manyLayers(random, 120, (layer) => conv(layer) !== null)]),
)

const tellingPool: readonly Layer[] = [
  [50, 7, 2, 0, 1, false],
  [50, 8, 5, 0, 1, true],
  // The same rounded down.
  [50, 8, 5, 0, 1, false],
  // Rounded up, the last window would start in the right padding: at its first cell, and at its second.
  [5, 2, 3, 1, 1, true],
  [5, 4, 4, 2, 1, true],
  [224, 3, 2, 1, 1, false],
  [301, 2, 2, 0, 1, true],
]

export const randomPool = caseSet('random-pool', (random) =>
  asCases([
    ...tellingPool,
    ...manyLayers(random, 120, (layer) => pool(layer) !== null).map(
      (layer, i): Layer => [layer[0], layer[1], layer[2], layer[3], layer[4], i % 2 === 0],
    ),
  ]),
)

export const missingConv = caseSet(
  'missing-conv',
  () =>
    asCases([
      [3, 5, 1, 0, 1],
      [3, 5, 4, 0, 1],
      [4, 3, 1, 0, 2],
      [1, 4, 1, 1, 1],
      // These two just fit.
      [3, 5, 4, 1, 1],
      [5, 3, 1, 0, 2],
      // And this with room to spare.
      [6, 3, 1, 2, 1],
    ]),
  (random) => asCases(manyLayers(random, 4, (layer) => conv(layer) === null)),
)

export const missingPool = caseSet(
  'missing-pool',
  () =>
    asCases([
      [3, 5, 1, 0, 1, false],
      [3, 5, 3, 0, 1, false],
      [4, 3, 1, 0, 2, false],
      [3, 5, 4, 0, 1, true],
      [2, 5, 2, 1, 1, true],
      [3, 5, 4, 1, 1, false],
      [5, 3, 1, 0, 2, true],
      [6, 4, 1, 2, 1, false],
    ]),
  (random) => {
    const allowed = (layer: Layer): boolean => 2 * layer[3] <= layer[1] && conv(layer) === null
    return [...asPools(manyLayers(random, 2, allowed), false), ...asPools(manyLayers(random, 2, allowed), true)]
  },
)

export const paddedPool = caseSet(
  'padded-pool',
  () =>
    asCases([
      [8, 2, 1, 2, 1, false],
      [8, 3, 2, 2, 1, false],
      [8, 5, 1, 3, 1, true],
      [8, 1, 1, 1, 1, false],
      // Half of the kernel, whatever it spans.
      [9, 3, 1, 2, 2, false],
      // At most half of the kernel, and so allowed.
      [8, 2, 1, 1, 1, false],
      [8, 4, 2, 2, 1, true],
      [12, 3, 1, 1, 3, false],
    ]),
  (random) =>
    [false, true].flatMap((ceilMode) => {
      const k = random.integer(2, 5)
      const most = Math.floor(k / 2)
      const padded = (p: number): Layer => [random.integer(15, 25), k, random.integer(1, 2), p, random.integer(1, 3)]
      return asPools([padded(most + random.integer(1, 2)), padded(most)], ceilMode)
    }),
)
