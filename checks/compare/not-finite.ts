import type { FindingData } from '#grading/model/finding'
import type { Tensor } from '#grading/model/tensor'
import { indexOf } from './compare.ts'

type NotFinite = Extract<FindingData, { code: 'not-finite' }>

/**
 * What there is to say of numbers of which one is NaN or infinite; `undefined` where all are finite.
 *
 * @example
 * ```ts
 * notFinite('y', toTensor([1, NaN])).index // [1]
 * ```
 */
export function notFinite(label: string, { shape, data }: Pick<Tensor, 'shape' | 'data'>): NotFinite | undefined {
  let first = -1
  let count = 0
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue
    if (first === -1) first = i
    count++
  }
  if (first === -1) return undefined
  return { code: 'not-finite', label, index: indexOf(first, shape), actual: data[first] as number, count, total: data.length }
}
