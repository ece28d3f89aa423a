import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { loadEngine } from '../../../engine/engine.ts'
import type { Graph } from '../graph/graph.ts'
import { createRunner } from '../graph/run.ts'
import { ModelRefusal } from '../refusal.ts'

const { tf } = await loadEngine(['wasm'])

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../../fixtures/models/${name}`, import.meta.url))
}

/** Why it is refused, or `undefined` if it is not; fails for any other error. */
export function refusalOf(attempt: () => unknown): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(ModelRefusal)
    return (error as ModelRefusal).message
  }
}

/** One black image through a model. */
export function run(graph: Graph, row: readonly number[]): void {
  const rows = graph.inputs.map(() => row)
  const images = graph.inputs.map(() => new Float32Array(784))
  createRunner(tf, graph, rows).run(images, 1)
}
