import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { loadEngine } from '#grading/networks/backend/engine'
import type { Model } from '../graph/graph.ts'
import { createRunner } from '../graph/run.ts'
import { ModelRefusal } from '../refusal.ts'

const { tf } = await loadEngine(['wasm'])

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../../fixtures/models/${name}`, import.meta.url))
}

/**
 * Why it is refused, or `undefined` if it is not; fails for any other error.
 *
 * @param what - is attempted, as a failure names it.
 */
export function refusalOf(attempt: () => unknown, what = ''): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    expect(error, what).toBeInstanceOf(ModelRefusal)
    return (error as ModelRefusal).message
  }
}

/** The same of what is read in several turns. */
export async function refusalOfPromise(attempt: Promise<unknown>, what = ''): Promise<string | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    return refusalOf(() => {
      throw error
    }, what)
  }
}

/** One black image through a model. */
export function run(graph: Model, row: readonly number[]): void {
  const rows = graph.inputs.map(() => row)
  const images = graph.inputs.map(() => new Float32Array(784))
  runOf(graph, rows, images, 1)
}

/** @param rows - shapes of the inputs, without the batch. */
export function runOf(model: Model, rows: readonly (readonly number[])[], images: readonly Float32Array[], count: number): void {
  createRunner(tf, model, rows).run(images, count)
}
