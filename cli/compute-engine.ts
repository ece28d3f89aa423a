import type { Exercise } from '../grading/model/exercise.ts'
import { loadEngine } from '../submissions/engine/engine.ts'
import { whyNot } from './why-not.ts'

export interface ComputeEngine {
  /** As reports name it, such as `tfjs 4.22.0 wasm simd`; `undefined` if none works here. */
  readonly version: string | undefined
  /** Why faster ones were not taken, or why none works: one sentence each. */
  readonly because: readonly string[]
}

/** What computes with tensors on this machine, for hand-ins that import TensorFlow.js and for model files. Loaded once (0.3 s). */
export async function computeEngine(load: typeof loadEngine = loadEngine): Promise<ComputeEngine> {
  try {
    const { version, passedOver } = await load()
    return { version, because: passedOver }
  } catch (error) {
    return { version: undefined, because: [whyNot(error)] }
  }
}

/** The engine's name for a run with trained networks; nothing is loaded for one without. */
export async function engineOfRun(exercises: readonly Pick<Exercise, 'models'>[]): Promise<string | undefined> {
  if (!exercises.some(({ models = [] }) => models.length > 0)) return undefined
  return (await computeEngine()).version ?? 'none'
}
