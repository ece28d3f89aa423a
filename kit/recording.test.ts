import { describe, expect, it } from 'vitest'
import type { Args } from '#grading/model/value'
import { type Recorded, type Recording, readRecording, writeRecording } from './recording.ts'

const argsList = (): readonly Args[] => [[{ dtype: 'float64', shape: [2], data: Float64Array.of(1, -0) }, 3]]
const plan = (lists: readonly (readonly Args[])[]): Recorded => ({
  now: { batches: { groups: lists.map((list) => ({ entry: 'f', positions: [0], argsList: list })) } },
  later: { mistakes: [{ id: 'known', values: [Number.NaN, Number.NEGATIVE_INFINITY, undefined] }] },
})
const recording: Recording = {
  plans: new Map([
    ['plan:a:', plan([argsList(), [[7]]])],
    ['plan:b:', plan([argsList()])],
  ]),
  answers: [],
}
const listsIn = ({ plans }: Recording): readonly unknown[] =>
  [...plans.values()].flatMap(({ now }) =>
    (now.batches as { readonly groups: readonly { readonly argsList: unknown }[] }).groups.map((one) => one.argsList),
  )

describe('a recording', () => {
  it('is read as it was written', () => {
    expect(readRecording(writeRecording(recording))).toEqual(recording)
  })

  it('has equal lists of arguments as one object, written once: sessions remember answers by it', () => {
    expect(new Set(listsIn(recording)).size).toBe(3)
    const [first, other, again] = listsIn(readRecording(writeRecording(recording)))
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    expect(writeRecording(recording).match(/\$tensor/g)).toHaveLength(1)
  })

  it.each([
    ['a function', () => 1],
    ['a promise', Promise.resolve(1)],
  ])('refuses %s', (_, value) => {
    expect(() => writeRecording({ ...recording, plans: new Map([['plan:a:', { now: { value }, later: {} }]]) })).toThrow('data only')
  })
})
