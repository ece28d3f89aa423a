import type { Tensor as TfTensor } from '@tensorflow/tfjs-core'
import { sizeOf, type Tensor } from '#grading/model/tensor'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { ModelRefusal } from '../refusal.ts'
import { apply } from './apply.ts'
import type { Graph, Model } from './graph.ts'
import { MOST_NUMBERS, numbersPerRow } from './shapes.ts'

/** Images at a time; the memory of the engine never shrinks again. */
const MOST_IMAGES = 250
/** Numbers that all steps together may make at a time: 64 MiB. */
const MOST_AT_ONCE = 4 * MOST_NUMBERS

/** A model that is loaded: rows in, rows out. */
export interface Runner {
  /**
   * @param inputs - in the order of the model's inputs; of each, the numbers of `count` rows.
   * @returns the outputs of the model, each [count, …].
   * @throws ModelRefusal if a step does not fit.
   */
  run(inputs: readonly ArrayLike<number>[], count: number): readonly Tensor[]
}

/** The steps for one length of a batch, with their constants in the engine. */
interface Plan {
  readonly steps: Graph['steps']
  readonly constants: ReadonlyMap<string, TfTensor>
}

/**
 * @param rowShapes - of the inputs, without the batch.
 * @throws ModelRefusal if a step does not fit what it is given, or would be far larger than a model of the sheet.
 */
export function createRunner(tf: Tfjs, model: Model, rowShapes: readonly (readonly number[])[]): Runner {
  const fixed = model.inputs[0]?.shape[0]
  const sized = (size: number): { readonly graph: Graph; readonly numbers: number } => {
    const shapes = rowShapes.map((row) => [size, ...row])
    const graph = model.graphFor(shapes)
    return { graph, numbers: numbersPerRow(model, graph, shapes) }
  }
  const given = rowShapes.reduce((sum, row) => sum + sizeOf(row), 0)
  const plans = new Map<number, Plan>()

  const planFor = (size: number): Plan => {
    const known = plans.get(size)
    if (known !== undefined) return known
    const { graph, numbers } = sized(size)
    if (!(size * numbers <= MOST_AT_ONCE))
      throw new ModelRefusal(`takes ${size} images at a time, too many for its size; leave the batch free`)
    for (const [old, { constants }] of [...plans].slice(0, -1)) {
      for (const tensor of constants.values()) tensor.dispose()
      plans.delete(old)
    }
    const constants = new Map([...graph.constants].map(([name, { shape, data }]) => [name, tf.tensor(Float32Array.from(data), [...shape])]))
    const plan = { steps: graph.steps, constants }
    plans.set(size, plan)
    return plan
  }
  /** In as few parts as fit, all of nearly one length: a single image left over would change what a file makes of axes of length 1. */
  const batchFor = (count: number): number => {
    const most = Math.min(MOST_IMAGES, count)
    const fit = plans.has(most) ? most : Math.max(1, Math.min(most, Math.floor(MOST_AT_ONCE / (sized(most).numbers + given))))
    return Math.ceil(count / Math.ceil(count / fit))
  }
  const once = ({ steps, constants }: Plan, rows: readonly Float32Array[], size: number): readonly TfTensor[] => {
    const values = new Map<string, TfTensor>(constants)
    model.inputs.forEach(({ name }, i) => {
      values.set(name, tf.tensor(rows[i] as Float32Array, [size, ...(rowShapes[i] as readonly number[])]))
    })
    for (const { operation, inputs, output } of steps) {
      const given = inputs.map((name) => values.get(name) as TfTensor)
      values.set(
        output,
        tf.tidy(() => apply(tf, operation, given)),
      )
    }
    return model.outputs.map((name) => values.get(name) as TfTensor)
  }
  return {
    run(inputs, count) {
      const batch = fixed ?? batchFor(count)
      const made: Float32Array[] = []
      const shapes: (readonly number[])[] = []
      for (let from = 0; from < count; from += batch) {
        const rows = Math.min(batch, count - from)
        // A batch of fixed size is filled up with zeros, whose results are dropped.
        const size = fixed ?? rows
        const plan = planFor(size)
        const parts = inputs.map((data, i) => part(data, from, rows, size, sizeOf(rowShapes[i] as readonly number[])))
        tf.tidy(() => {
          once(plan, parts, size).forEach((tensor, i) => {
            const row = tensor.shape.slice(1)
            shapes[i] = row
            made[i] ??= new Float32Array(count * sizeOf(row))
            made[i].set((tensor.dataSync() as Float32Array).subarray(0, rows * sizeOf(row)), from * sizeOf(row))
          })
        })
      }
      return made.map((data, i) => ({ dtype: 'float32', shape: [count, ...(shapes[i] as readonly number[])], data }))
    },
  }
}

function part(data: ArrayLike<number>, from: number, rows: number, size: number, rowSize: number): Float32Array {
  const taken = new Float32Array(size * rowSize)
  for (let i = 0; i < rows * rowSize; i++) taken[i] = data[from * rowSize + i] as number
  return taken
}
