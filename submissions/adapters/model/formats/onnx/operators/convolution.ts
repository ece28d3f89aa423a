import type { Sides, Window } from '#submissions/adapters/model/graph/graph'
import { NO_PADDING } from '#submissions/adapters/model/graph/graph'
import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { taken } from './arrangement.ts'
import { reshaped } from './parts.ts'
import { asBefore, asImages, pairOf, WINDOW, windowOf } from './window.ts'

type Pair = readonly [number, number]

const CONVOLUTION = { ...WINDOW, dilations: { is: 'integers' }, group: { is: 'integer', missing: 1 } } as const

/** The filter of the file, [out, in, height, width], as the graph has it: [height, width, in, out]. */
function filterOf(making: Making, weights: Value): Value {
  if (weights.tensor === undefined) throw making.refusal('with filters that are computed while the model runs; they must be in the file')
  return making.emit({ kind: 'transpose', order: [2, 3, 1, 0] }, asImages(making, weights))
}

/** The same filter with rows and columns of zeros in between. */
function dilated(making: Making, filter: Value, [rows, columns]: Pair): Value {
  if (rows === 1 && columns === 1) return filter
  const [height = 1, width = 1, inner = 1, outer = 1] = filter.shape
  const none: Sides = [0, 0]
  const apart = reshaped(making, filter, [height, 1, width, 1, inner, outer])
  const filled = making.emit({ kind: 'pad', padding: [none, [0, rows - 1], none, [0, columns - 1], none, none], value: 0 }, apart)
  const whole = reshaped(making, filled, [height * rows, width * columns, inner, outer])
  const shorter = taken(making, whole, 0, (height - 1) * rows + 1, (i) => i)
  return taken(making, shorter, 1, (width - 1) * columns + 1, (i) => i)
}

/**
 * @param x - images [n, channels, …].
 * @param weights - [out, in / groups, …], constant.
 */
export function convolution(making: Making, x: Value, weights: Value, bias?: Value): Value {
  const sides = x.shape.length - 2
  const images = asImages(making, x)
  const plain = filterOf(making, weights)
  const given = windowOf(making, images, sides, [plain.shape[0] as number, plain.shape[1] as number])
  const groups = making.integer('group')
  // Not every engine has a dilation beside a stride or beside groups.
  const apart = given.dilation.some((one) => one > 1) && (groups > 1 || given.stride.some((one) => one > 1))
  const filter = apart ? dilated(making, plain, given.dilation) : plain
  const window: Window = apart ? { ...given, dilation: [1, 1] } : given
  const made = making.emit(
    { kind: 'convolution', window, channels: 'first', groups },
    ...[images, filter, bias].filter((one) => one !== undefined),
  )
  return asBefore(making, made, x)
}

function transposedConvolution(making: Making): Value {
  const x = making.input(0)
  const sides = x.shape.length - 2
  const images = asImages(making, x)
  const plain = filterOf(making, making.input(1))
  const size: Pair = [plain.shape[0] as number, plain.shape[1] as number]
  const { stride, dilation, padding: pads } = windowOf(making, images, sides, size)
  const filter = dilated(making, plain, dilation)
  const extra = pairOf(making, 'output_padding', 0, sides, 0)
  const auto = making.text('auto_pad')
  const wanted = making.integers('output_shape') === undefined ? undefined : pairOf(making, 'output_shape', 0, sides, 1)
  const side = (i: 0 | 1): Sides => {
    const [length, step] = [images.shape[i + 2] as number, stride[i]]
    if (wanted === undefined && !auto.startsWith('SAME')) return pads[i] as Sides
    const all = step * (length - 1) + extra[i] + (filter.shape[i] as number) - (wanted?.[i] ?? length * step)
    const less = Math.floor(Math.max(0, all) / 2)
    if (all < 0) throw making.refusal(`with output_shape [${wanted?.join(', ')}], which is larger than the filters reach`)
    return auto === 'SAME_UPPER' ? [less, all - less] : [all - less, less]
  }
  const padding = [side(0), side(1)] as const
  const window: Window = { size, stride, dilation: [1, 1], padding: padding.flat().every((one) => one === 0) ? NO_PADDING : padding }
  const inputs = [images, filter, making.optional(2)].filter((one) => one !== undefined)
  const groups = making.integer('group')
  return asBefore(making, making.emit({ kind: 'transposed-convolution', window, channels: 'first', extra, groups }, ...inputs), x)
}

/** Convolutions of images and of rows, filters in the file. */
export const CONVOLUTIONS: Readonly<Record<string, Operator>> = {
  Conv: {
    versions: [1, 11, 22],
    inputs: [2, 3],
    attributes: CONVOLUTION,
    note: 'of one or two sides, filters in the file',
    make: (making) => convolution(making, making.input(0), making.input(1), making.optional(2)),
  },
  ConvTranspose: {
    versions: [1, 11, 22],
    inputs: [2, 3],
    attributes: { ...CONVOLUTION, output_padding: { is: 'integers' }, output_shape: { is: 'integers' } },
    note: 'of one or two sides, filters in the file',
    make: transposedConvolution,
  },
}

export { CONVOLUTION as CONVOLUTION_ATTRIBUTES }
