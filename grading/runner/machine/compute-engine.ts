import type { Exercise } from '../../model/exercise.ts'
import { systemErrorText } from '../../model/system-error.ts'
import type { Engine } from '../../networks/backend/engine.ts'
import { foretoldEngine } from '../../networks/backend/foretold.ts'

export interface ComputeEngine {
  /** As reports name it, such as `tfjs 4.22.0 wasm simd`; `undefined` if none works here. */
  readonly version: string | undefined
  /** Why faster ones were not taken, or why none works: one sentence each. */
  readonly because: readonly string[]
}

/** What computes with tensors on this machine, for hand-ins that import TensorFlow.js and for model files. Loaded once (0.3 s). */
export async function computeEngine(load?: () => Promise<Pick<Engine, 'version' | 'passedOver'>>): Promise<ComputeEngine> {
  try {
    const { version, passedOver } = await (load ?? (await import('../../networks/backend/engine.ts')).loadEngine)()
    return { version, because: passedOver }
  } catch (error) {
    return { version: undefined, because: [systemErrorText(error)] }
  }
}

/** As reports name the engine that computes in the processes of submissions; `undefined` if none works. Loaded only where nothing else tells. */
export async function engineName(): Promise<string | undefined> {
  return foretoldEngine() ?? (await computeEngine()).version
}

/** The engine's name for a run with trained networks. */
export async function engineOfRun(exercises: readonly Pick<Exercise, 'models'>[]): Promise<string | undefined> {
  if (!exercises.some(({ models = [] }) => models.length > 0)) return undefined
  return (await engineName()) ?? 'none'
}
