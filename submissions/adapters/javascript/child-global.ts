/** The expression under which a bundle finds TensorFlow.js, which the child has loaded before it. */
export const TENSORS_IN_CHILD = "globalThis[Symbol.for('assay tensors')]"

const shared = globalThis as unknown as Record<symbol, unknown>

export function setTensorsInChild(tensors: unknown): void {
  shared[Symbol.for('assay tensors')] = tensors
}

export function tensorsInChild(): unknown {
  return shared[Symbol.for('assay tensors')]
}
