/** A model file that is not what its format says, or that is not run here. The message completes "models/cnn.onnx …". */
export class ModelRefusal extends Error {
  override name = 'ModelRefusal'
}

/** A name out of a file, as messages quote it. */
export function quoted(name: unknown): string {
  return JSON.stringify(String(name).slice(0, 60))
}
