import { emptyData } from '#grading/model/tensor'
import type { ActivationName, Operation, PairName, ReductionName } from '#submissions/adapters/model/graph/graph'
import { broadcast } from '#submissions/adapters/model/graph/shape-after'
import type { Making } from '../operator.ts'
import { dtypeOf, type ElementType, type Value } from '../value.ts'

export function activation(name: ActivationName, alpha = 0): Operation {
  return { kind: 'activation', name, alpha, axis: -1 }
}

export function apply({ emit }: Making, name: ActivationName, x: Value): Value {
  return emit(activation(name), x)
}

export function pair({ emit, scalar }: Making, kind: PairName, a: Value | number, b: Value | number): Value {
  return emit({ kind }, typeof a === 'number' ? scalar(a) : a, typeof b === 'number' ? scalar(b) : b)
}

/** The same numbers as another type that can hold them. */
export function typed(value: Value, type: ElementType): Value {
  const { tensor } = value
  const dtype = dtypeOf(type)
  if (tensor === undefined || tensor.dtype === dtype) return { ...value, type }
  const data = emptyData(dtype, tensor.data.length)
  data.set(tensor.data)
  return { ...value, type, tensor: { ...tensor, dtype, data } }
}

export function reshaped({ emit }: Making, x: Value, shape: readonly number[]): Value {
  if (shape.length === x.shape.length && shape.every((side, axis) => side === x.shape[axis])) return x
  return emit({ kind: 'reshape', shape }, x)
}

export function reduced({ emit }: Making, by: ReductionName, x: Value, axes: readonly number[], keepSides: boolean): Value {
  return axes.length === 0 ? x : emit({ kind: 'reduce', by, axes, keepSides }, x)
}

/** @throws ModelRefusal if there is no such axis. */
export function axisOf({ refusal }: Making, axis: number, rank: number): number {
  const place = axis < 0 ? axis + rank : axis
  if (!Number.isInteger(place) || place < 0 || place >= rank) throw refusal(`with the axis ${axis} for an input of ${rank} axes`)
  return place
}

/** Repeats axes of length 1 until the shape is reached. @throws ModelRefusal if it cannot be. */
export function expanded(making: Making, x: Value, shape: readonly number[]): Value {
  const whole = broadcast(x.shape, shape)
  if (whole === undefined) throw making.refusal(`that expands [${x.shape.join(', ')}] to [${shape.join(', ')}], which does not fit`)
  let value = reshaped(making, x, [...whole.slice(x.shape.length).map(() => 1), ...x.shape])
  whole.forEach((side, axis) => {
    if (value.shape[axis] === 1 && side !== 1) value = making.emit({ kind: 'gather', axis, indices: making.places(side, () => 0) }, value)
  })
  return value
}

export function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}
