import type { Finding } from 'assay'
import { describe, expect, it } from 'vitest'
import { codes } from '../../../checks/testing/answering.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type Classes, readClasses } from './read-classes.ts'
import { slipOfAnswers, slipOfConstant, slipOfRange } from './slips.ts'

const truth = Array.from(test2k().labels)

function named(finding: Finding | undefined): string[] {
  return codes({ verdict: 'wrong-answer', fraction: 0, findings: finding === undefined ? [] : [finding] })
}

function labelled(labels: readonly number[]): Classes {
  return readClasses({ dtype: 'int64', shape: [labels.length], data: Float64Array.from(labels) }, labels.length)
}

function scored(score: (right: boolean) => number): Classes {
  const data = Float64Array.from({ length: 10 * truth.length }, (_, i) => score(truth[Math.floor(i / 10)] === i % 10))
  return readClasses({ dtype: 'float64', shape: [truth.length, 10], data }, truth.length)
}

describe('answers that are far from the labels', () => {
  it('are named when every digit is one too large or too small, with or without 10 for 9', () => {
    expect(named(slipOfAnswers(labelled(truth.map((digit) => digit + 1)), truth))).toEqual(['known-mistake one-too-large'])
    expect(named(slipOfAnswers(labelled(truth.map((digit) => (digit + 1) % 10)), truth))).toEqual(['known-mistake one-too-large'])
    expect(named(slipOfAnswers(labelled(truth.map((digit) => digit - 1)), truth))).toEqual(['known-mistake one-too-small'])
  })

  it('are named when they stand at other images', () => {
    expect(named(slipOfAnswers(labelled(truth.toReversed()), truth))).toEqual(['known-mistake other-order'])
  })

  it('are named when the smallest score is the best one, and when softmax was taken twice', () => {
    expect(
      named(
        slipOfAnswers(
          scored((right) => (right ? 0 : 4)),
          truth,
        ),
      ),
    ).toEqual(['known-mistake smallest-is-best'])
    const high = Math.E / (9 + Math.E)
    expect(named(slipOfRange(scored((right) => (right ? high : (1 - high) / 9))))).toEqual(['known-mistake softmax-twice'])
  })

  it('are no softmax of softmax when one softmax of a network that is unsure of everything gives them as well', () => {
    for (const high of [0.1, 0.12, 0.18]) expect(named(slipOfRange(scored((right) => (right ? high : (1 - high) / 9))))).toEqual([])
  })

  it('are not named when they are merely wrong', () => {
    expect(named(slipOfAnswers(labelled(truth.map((digit) => (digit < 5 ? 3 : digit))), truth))).toEqual([])
  })

  it('are constant only when all are equal', () => {
    expect(named(slipOfConstant(labelled(truth.map(() => 1))))).toEqual(['known-mistake constant'])
    expect(named(slipOfConstant(labelled(truth)))).toEqual([])
  })
})
