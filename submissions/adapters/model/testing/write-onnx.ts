/** Just enough of a protobuf writer to make ONNX files for tests. */
type Field = readonly [field: number, value: number | bigint | string | Uint8Array | readonly Field[]]

export interface OnnxTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Float32Array | BigInt64Array
  /** Says that the numbers lie in another file, and where in it. */
  readonly external?: Readonly<Record<string, string>>
}

export interface OnnxStep {
  readonly type: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly domain?: string
  readonly attributes?: Readonly<
    Record<string, number | string | readonly number[] | { readonly float: number } | { readonly graph: true }>
  >
}

export interface OnnxModel {
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>
  readonly outputs: readonly string[]
  readonly constants: readonly OnnxTensor[]
  readonly steps: readonly OnnxStep[]
  readonly opset?: number
}

export function writeOnnx({ inputs, outputs, constants, steps, opset = 17 }: OnnxModel): Uint8Array {
  const graph: Field[] = [
    ...steps.map((step, i): Field => [1, stepFields(step, i)]),
    [2, 'test'],
    ...constants.map((constant): Field => [5, tensorFields(constant)]),
    ...Object.entries(inputs).map(([name, shape]): Field => [11, valueFields(name, shape)]),
    ...outputs.map((name): Field => [12, valueFields(name, [])]),
  ]
  return message([
    [1, 8],
    [8, [[2, opset]]],
    [7, graph],
  ])
}

function stepFields({ type, inputs, outputs, domain = '', attributes = {} }: OnnxStep, index: number): readonly Field[] {
  return [
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [3, `${type}_${index}`],
    [4, type],
    ...Object.entries(attributes).map(([name, value]): Field => [5, attributeFields(name, value)]),
    [7, domain],
  ]
}

function attributeFields(name: string, value: NonNullable<OnnxStep['attributes']>[string]): readonly Field[] {
  if (typeof value === 'number')
    return [
      [1, name],
      [3, value],
      [20, 2],
    ]
  if (typeof value === 'string')
    return [
      [1, name],
      [4, value],
      [20, 3],
    ]
  if ('float' in value)
    return [
      [1, name],
      [2, new Uint8Array(Float32Array.of(value.float).buffer)],
      [20, 1],
    ]
  if ('graph' in value)
    return [
      [1, name],
      [6, [[2, 'body']]],
      [20, 5],
    ]
  return [[1, name], ...value.map((one): Field => [8, one]), [20, 7]]
}

function tensorFields({ name, shape, data, external }: OnnxTensor): readonly Field[] {
  const described: Field[] = [...shape.map((side): Field => [1, side]), [2, data instanceof Float32Array ? 1 : 7], [8, name]]
  if (external !== undefined)
    return [
      ...described,
      ...Object.entries(external).map(
        ([key, value]): Field => [
          13,
          [
            [1, key],
            [2, value],
          ],
        ],
      ),
      [14, 1],
    ]
  return [...described, [9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]]
}

/** Without a shape where none is given, as exporters write outputs. */
function valueFields(name: string, shape: readonly (number | string)[]): readonly Field[] {
  const dimensions = shape.map((side): Field => [1, [typeof side === 'number' ? [1, side] : [2, side]]])
  const tensor: Field[] = [[1, 1], ...(shape.length === 0 ? [] : [[2, dimensions] as const])]
  return [
    [1, name],
    [2, [[1, tensor]]],
  ]
}

function message(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.map(([field, value]) => fieldBytes(field, value)))
}

function fieldBytes(field: number, value: Field[1]): Uint8Array {
  if (typeof value === 'number' || typeof value === 'bigint') return Buffer.concat([varint(field * 8), varint(value)])
  // Floats are the only bytes of length 4 that are no text here, and are written as fixed32.
  if (value instanceof Uint8Array && value.length === 4 && field === 2) return Buffer.concat([varint(field * 8 + 5), value])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : message(value)
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes])
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Uint8Array.from(bytes)
}
