import type { Sides, Window } from '#submissions/adapters/model/graph/graph'
import { NO_PADDING } from '#submissions/adapters/model/graph/graph'
import type { AttributeRule, Making } from '../operator.ts'
import type { Value } from '../value.ts'
import { reshaped } from './parts.ts'

type Pair = readonly [number, number]

/** A side of a filter or a step beyond it is a mistake or an attack. */
const LONGEST = 10_000

export const WINDOW: Readonly<Record<string, AttributeRule>> = {
  auto_pad: { is: 'text', missing: 'NOTSET', only: ['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'] },
  kernel_shape: { is: 'integers' },
  pads: { is: 'integers' },
  strides: { is: 'integers' },
}

/** Images, also of one side only: a row of numbers is an image of height 1. @throws ModelRefusal for other axes. */
export function asImages(making: Making, x: Value): Value {
  const [batch = 0, channels = 0, length = 0] = x.shape
  if (x.shape.length === 3) return reshaped(making, x, [batch, channels, 1, length])
  if (x.shape.length !== 4) throw making.refusal(`for an input of ${x.shape.length} axes; images of one or two sides are computed`)
  return x
}

/** Back from {@link asImages}. */
export function asBefore(making: Making, images: Value, before: Value): Value {
  const [batch = 0, channels = 0, , length = 0] = images.shape
  return before.shape.length === 3 ? reshaped(making, images, [batch, channels, length]) : images
}

/** An attribute with a number for each side, vertical first. */
export function pairOf(making: Making, name: string, missing: number, sides: number, none: number): Pair {
  const values = making.integers(name) ?? Array.from({ length: sides }, () => missing)
  if (values.length !== sides) throw making.refusal(`with ${values.length} ${name} for ${sides} sides`)
  for (const one of values) {
    if (!Number.isSafeInteger(one) || one < 0 || one > LONGEST) throw making.refusal(`with a size of ${one} in ${name}`)
  }
  return sides === 1 ? [none, values[0] as number] : (values as unknown as Pair)
}

/** `pads`: all sides before, then all behind. */
function padsOf(making: Making, sides: number): readonly [Sides, Sides] {
  const pads = making.integers('pads') ?? Array.from({ length: 2 * sides }, () => 0)
  if (pads.length !== 2 * sides || !pads.every((one) => Number.isSafeInteger(one) && one >= 0 && one <= LONGEST))
    throw making.refusal(`with pads [${pads.slice(0, 10).join(', ')}]; expected ${2 * sides} integers from 0 on`)
  const of = (i: number): Sides => [pads[i] as number, pads[i + sides] as number]
  return sides === 1 ? [[0, 0], of(0)] : [of(0), of(1)]
}

/**
 * @param images - what it moves over.
 * @param sides - that the file speaks of.
 * @param filter - its own size; of a pooling, none.
 */
export function windowOf(making: Making, images: Value, sides: number, filter?: Pair): Window {
  const size = pairOf(making, 'kernel_shape', 1, sides, 1)
  if (filter !== undefined && making.integers('kernel_shape') !== undefined && (size[0] !== filter[0] || size[1] !== filter[1]))
    throw making.refusal(`with kernel_shape [${size.join(', ')}], but filters of [${filter.join(', ')}]`)
  const own = filter ?? size
  const stride = pairOf(making, 'strides', 1, sides, 1)
  const dilation = pairOf(making, 'dilations', 1, sides, 1)
  const auto = making.text('auto_pad')
  const same = (i: number): Sides => {
    const [side, step] = [images.shape[i + 2] as number, stride[i] as number]
    const all = Math.max(0, (Math.ceil(side / step) - 1) * step + (dilation[i] as number) * ((own[i] as number) - 1) + 1 - side)
    const less = Math.floor(all / 2)
    return auto === 'SAME_UPPER' ? [less, all - less] : [all - less, less]
  }
  const padding = auto === 'NOTSET' ? padsOf(making, sides) : auto === 'VALID' ? NO_PADDING : ([same(0), same(1)] as const)
  return { size: own, stride, dilation, padding: padding.flat().every((side) => side === 0) ? NO_PADDING : padding }
}
