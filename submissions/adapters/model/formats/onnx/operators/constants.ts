import { sizeOf, type Tensor } from '#grading/model/tensor'
import type { Operator } from '../operator.ts'
import type { ElementType, Value } from '../value.ts'
import { isWhole } from '../value.ts'
import { activation, apply, pair, range, typed } from './parts.ts'

/** Of TensorProto; what is computed in float32 whatever the file says is float64. */
const CASTS: Readonly<Record<number, ElementType>> = { 1: 'float32', 6: 'int32', 7: 'int64', 9: 'bool', 11: 'float64' }

const same: Operator['make'] = ({ input, emit }) => (input(0).tensor === undefined ? emit(activation('linear'), input(0)) : input(0))

/** Constants, sizes, and operators that hand on what they are given. */
export const CONSTANTS: Readonly<Record<string, Operator>> = {
  Constant: {
    versions: [1, 9, 11, 12, 13, 19, 21, 23, 24, 25],
    inputs: [0, 0],
    attributes: {
      value: { is: 'tensor' },
      value_int: { is: 'integer', since: 12 },
      value_ints: { is: 'integers', since: 12 },
      value_float: { is: 'float', since: 12 },
      value_floats: { is: 'floats', since: 12 },
    },
    make: ({ attribute, numbers, scalar, refusal }) => {
      const value = attribute('value') as (Tensor & { readonly type: ElementType }) | undefined
      if (value !== undefined) return numbers(value.data, value.shape, value.type)
      const [int, float] = [attribute('value_int'), attribute('value_float')] as (number | undefined)[]
      if (int !== undefined) return scalar(int, 'int64')
      if (float !== undefined) return scalar(float)
      const [ints, floats] = [attribute('value_ints'), attribute('value_floats')] as (readonly number[] | undefined)[]
      const list = ints ?? floats
      if (list === undefined) throw refusal('without a value')
      return numbers(list, [list.length], ints === undefined ? 'float32' : 'int64')
    },
  },
  ConstantOfShape: {
    versions: [9, 20, 21, 23, 24, 25],
    inputs: [1, 1],
    attributes: { value: { is: 'tensor' } },
    make: (making) => {
      const value = making.attribute('value') as (Tensor & { readonly type: ElementType }) | undefined
      const shape = [...making.constant(0).data]
      if (shape.length > 6 || !shape.every((side) => Number.isSafeInteger(side) && side >= 0))
        throw making.refusal(`for the shape [${shape.slice(0, 10).join(', ')}]`)
      const number = value?.data[0] ?? 0
      return making.numbers(
        making.places(sizeOf(shape), () => number),
        shape,
        value?.type ?? 'float32',
      )
    },
  },
  Shape: {
    versions: [1, 13, 15, 19, 21, 23, 24, 25],
    inputs: [1, 1],
    attributes: { start: { is: 'integer', missing: 0, since: 15 }, end: { is: 'integer', since: 15 } },
    make: ({ input, opset, integer, attribute, numbers }) => {
      const { shape } = input(0)
      const part = opset < 15 ? shape : shape.slice(integer('start'), attribute('end') as number | undefined)
      return numbers(part, [part.length], 'int64')
    },
  },
  Size: {
    versions: [1, 13, 19, 21, 23, 24, 25],
    inputs: [1, 1],
    make: ({ input, scalar }) => scalar(sizeOf(input(0).shape), 'int64'),
  },
  Range: {
    versions: [11],
    inputs: [3, 3],
    note: 'of constants',
    make: ({ constant, input, numbers, places, refusal }) => {
      const [from = 0, to = 0, step = 0] = range(0, 3).map((i) => constant(i).data[0] as number)
      if (step === 0) throw refusal('with a step of 0')
      const count = Math.max(0, Math.ceil((to - from) / step))
      return numbers(
        places(count, (i) => from + i * step),
        [count],
        input(0).type,
      )
    },
  },
  Identity: { versions: [1, 13, 14, 16, 19, 21, 23, 24, 25], inputs: [1, 1], make: same },
  Dropout: {
    versions: [7, 10, 12, 13, 22],
    inputs: [1, 3],
    attributes: {
      ratio: { is: 'float', until: 11, noEffect: 'nothing is dropped once training is over' },
      seed: { is: 'integer', since: 12, noEffect: 'nothing is dropped once training is over' },
    },
    note: 'in inference',
    make: (making) => {
      if (making.optional(2) !== undefined && making.constant(2).data[0] !== 0)
        throw making.refusal('with training_mode true, which is not supported; export the model in evaluation mode')
      return same(making) as Value
    },
  },
  Cast: {
    versions: [6, 9, 13, 19, 21, 23, 24, 25],
    inputs: [1, 1],
    attributes: {
      to: { is: 'integer', only: Object.keys(CASTS).map(Number) },
      saturate: { is: 'integer', since: 19, noEffect: 'it concerns types of 8 bits only' },
      round_mode: { is: 'text', since: 24, noEffect: 'it concerns types of 8 bits only' },
    },
    note: 'to float32, float64 (computed in float32), int32, int64 and bool',
    make: (making) => {
      const x = making.input(0)
      const to = CASTS[making.integer('to')] as ElementType
      if (to === 'bool') return typed(apply(making, 'not', pair(making, 'equal', x, 0)), to)
      if (isWhole(to) && !isWhole(x.type)) return typed(apply(making, 'truncate', x), to)
      return typed(apply(making, 'linear', x), to)
    },
  },
}
