/** A model file that is not what its format says, or that is not run here. The message completes "models/cnn.onnx …". */
export class ModelRefusal extends Error {
  override name = 'ModelRefusal'
}

/** The same of the file of layers beside weights. */
export class DeclarationRefusal extends ModelRefusal {
  override name = 'DeclarationRefusal'
}

/** A name out of a file, as messages quote it. */
export function quoted(name: unknown): string {
  return JSON.stringify(textOf(name).slice(0, 60))
}

/** A text as it is; of anything else what it is, because an object of a file may have a `toString` that cannot be called. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'a record'
}
