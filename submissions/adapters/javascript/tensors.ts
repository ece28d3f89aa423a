import { loadEngine } from '#grading/networks/backend/engine'
import { setTensorsInChild } from './child-global.ts'

/** Errors of TensorFlow.js are thrown this deep below the line of the student's that is to be shown. */
const STACK_LINES = 100

/**
 * Runs in the child, before a submission that imports TensorFlow.js: loads the engine and waits until it computes, so that the submission
 * can call at once. Which backend computes is not the submission's choice: asking for another changes nothing.
 */
export async function start(): Promise<void> {
  const { tf } = await loadEngine()
  setTensorsInChild({ ...tf, setBackend: async () => true })
  Error.stackTraceLimit = STACK_LINES
}
