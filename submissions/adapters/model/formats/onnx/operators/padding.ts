import type { Sides } from '#submissions/adapters/model/graph/graph'
import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { taken } from './arrangement.ts'
import { axisOf, range } from './parts.ts'

/** The place of the input that stands at `i`, counted from its first place on, beyond both ends too. */
const PLACES: Readonly<Record<string, (i: number, side: number) => number>> = {
  edge: (i, side) => Math.min(Math.max(i, 0), side - 1),
  reflect: (i, side) => (i < 0 ? -i : i >= side ? 2 * (side - 1) - i : i),
  wrap: (i, side) => ((i % side) + side) % side,
}

function padded(making: Making): Value {
  const x = making.input(0)
  const rank = x.shape.length
  const pads = making.opset < 11 ? (making.integers('pads') ?? []) : [...making.constant(1).data]
  const listed = making.optional(3) === undefined ? range(0, rank) : [...making.constant(3).data].map((axis) => axisOf(making, axis, rank))
  if (pads.length !== 2 * listed.length || !pads.every(Number.isSafeInteger))
    throw making.refusal(`with ${pads.length} pads for ${listed.length} axes; expected ${2 * listed.length}`)
  const sides = range(0, rank).map((axis): Sides => {
    const i = listed.indexOf(axis)
    return i === -1 ? [0, 0] : [pads[i] as number, pads[i + listed.length] as number]
  })
  // Below zero they cut off.
  const cut = sides.reduce((value, [before, behind], axis) => {
    const [from, to] = [Math.max(0, -before), (value.shape[axis] as number) - Math.max(0, -behind)]
    if (to < from) throw making.refusal(`with pads ${before} and ${behind} for an axis of ${value.shape[axis]}`)
    return taken(making, value, axis, to - from, (i) => from + i)
  }, x)
  const padding = sides.map(([before, behind]): Sides => [Math.max(0, before), Math.max(0, behind)])
  const mode = making.text('mode')
  if (mode === 'constant')
    return padding.flat().every((one) => one === 0) ? cut : making.emit({ kind: 'pad', padding, value: fillOf(making) }, cut)
  const place = PLACES[mode] as (i: number, side: number) => number
  return padding.reduce((value, [before, behind], axis) => {
    const side = value.shape[axis] as number
    if (mode === 'reflect' && Math.max(before, behind) >= side && before + behind > 0)
      throw making.refusal(`with pads ${before} and ${behind} for an axis of ${side}, which is too short to be reflected`)
    return taken(making, value, axis, side + before + behind, (i) => place(i - before, side))
  }, cut)
}

function fillOf(making: Making): number {
  if (making.opset < 11) return making.float('value')
  return making.optional(2) === undefined ? 0 : (making.constant(2).data[0] ?? 0)
}

/** Numbers around images. */
export const PADDINGS: Readonly<Record<string, Operator>> = {
  Pad: {
    versions: [2, 11, 13, 18, 19, 21, 23, 24, 25],
    inputs: [1, 4],
    attributes: {
      mode: { is: 'text', missing: 'constant', only: ['constant', ...Object.keys(PLACES)] },
      pads: { is: 'integers', until: 10 },
      value: { is: 'float', missing: 0, until: 10 },
    },
    note: 'by constant pads',
    make: padded,
  },
}
