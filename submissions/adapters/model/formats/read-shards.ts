import { sizeOf, type Tensor } from '#grading/model/tensor'
import { ModelRefusal, quoted, textOf } from '../refusal.ts'
import { createParameterCount } from './numbers.ts'
import { type Fields, fieldsOf, listIn, numberOf } from './read-json.ts'

const BYTES: Readonly<Record<string, number>> = { float32: 4, uint16: 2, uint8: 1 }

/**
 * The weights that a manifest describes, `[{paths, weights: [{name, shape, dtype, quantization?}]}]`: every byte of the shards belongs to
 * exactly one tensor.
 *
 * @param shard - the bytes of a file beside the manifest.
 * @throws ModelRefusal otherwise, and for a shard that lies elsewhere.
 */
export function readShards(manifest: readonly unknown[], shard: (name: string) => Uint8Array): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>()
  const count = createParameterCount()
  for (const entry of manifest) {
    const group = fieldsOf(entry) ?? new Map<string, unknown>()
    const bytes = Buffer.concat(listIn(group, 'paths').map((path) => shard(plainName(path))))
    let at = 0
    for (const described of listIn(group, 'weights')) {
      const { name, shape, read, size } = weightOf(fieldsOf(described) ?? new Map())
      const end = at + size * sizeOf(shape)
      if (!(end <= bytes.length)) throw new ModelRefusal(`describes more weights than its shards hold: they end within ${quoted(name)}`)
      if (tensors.has(name)) throw new ModelRefusal(`has the weights ${quoted(name)} twice`)
      const data = new Float32Array(sizeOf(shape))
      for (let i = 0; i < data.length; i++) data[i] = read(bytes, at + i * size)
      const tensor: Tensor = { dtype: 'float32', shape, data }
      count(name, tensor)
      tensors.set(name, tensor)
      at = end
    }
    if (at !== bytes.length) throw new ModelRefusal(`has ${bytes.length - at} bytes in its shards that it does not describe`)
  }
  return tensors
}

/** A file in the folder of the model itself: a path could lead anywhere. */
function plainName(path: unknown): string {
  if (typeof path !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(path))
    throw new ModelRefusal(
      `names ${quoted(path)} as a shard; shards lie beside model.json and are named by letters, digits, ".", "_" and "-"`,
    )
  return path
}

interface Weight {
  readonly name: string
  readonly shape: readonly number[]
  /** Bytes of one number. */
  readonly size: number
  read(bytes: Buffer, at: number): number
}

function weightOf(described: Fields): Weight {
  const name = textOf(described.get('name'))
  const shape = described.get('shape')
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every((side) => Number.isSafeInteger(side) && side >= 0))
    throw new ModelRefusal(`has no usable shape for the weights ${quoted(name)}`)
  const quantised = fieldsOf(described.get('quantization'))
  const dtype = textOf(quantised?.get('dtype') ?? described.get('dtype'))
  const size = Object.hasOwn(BYTES, dtype) ? BYTES[dtype] : undefined
  if (size === undefined || (quantised === undefined) !== (dtype === 'float32'))
    throw new ModelRefusal(`has the weights ${quoted(name)} as ${quoted(dtype)}; float32 is read, or uint8 and uint16 with scale and min`)
  if (quantised === undefined) return { name, shape, size, read: (bytes, at) => bytes.readFloatLE(at) }
  const [scale, min] = [numberOf(quantised.get('scale')), numberOf(quantised.get('min'))]
  if (!Number.isFinite(scale) || !Number.isFinite(min))
    throw new ModelRefusal(`has no usable scale and min for the weights ${quoted(name)}`)
  return { name, shape, size, read: (bytes, at) => min + scale * bytes.readUIntLE(at, size) }
}
