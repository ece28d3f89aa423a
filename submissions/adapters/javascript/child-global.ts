/** The expression under which a bundle finds TensorFlow.js, which the child has loaded before it. */
export const TENSORS_IN_CHILD = "globalThis[Symbol.for('assay tensors')]"

export function setTensorsInChild(tensors: unknown): void {
  const shared = globalThis as unknown as Record<symbol, unknown>
  shared[Symbol.for('assay tensors')] = tensors
}
