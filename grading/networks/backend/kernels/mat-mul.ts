import { floats, type Info, type Inputs, type Kernel, release, type Wasm } from './wasm.ts'

const TILE = 32
const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  prelu: 'Prelu',
  leakyrelu: 'LeakyRelu',
}

/**
 * Products of matrices. Three defects of the package are kept away here: XNNPACK's operator is cached by the id of `b` alone, which
 * reshaping shares (a second shape kills the module); a product with transposed operands takes a scalar loop; and that loop, when fused,
 * adds the bias and clamps once per block of 48. Integers, which the package refuses, are multiplied exactly.
 *
 * @param fused - for _FusedMatMul, whose operands have rank 3 and which adds a bias and applies an activation.
 */
export function matMul(wasm: Wasm, fused: boolean): Kernel {
  const packed = new WeakMap<object, string>()
  return (inputs, attributes) => {
    const { transposeA = false, transposeB = false } = attributes as { transposeA?: boolean; transposeB?: boolean }
    const a = inputs.a as Info
    const b = inputs.b as Info
    if (a.dtype === 'int32' && b.dtype === 'int32' && !fused && batch(a) === 1 && batch(b) === 1)
      return wholeNumbers(wasm, a, b, transposeA, transposeB)
    if (batch(a) !== 1 || batch(b) !== 1) {
      const product = wasm.stock('BatchMatMul', { a, b }, { transposeA, transposeB })
      return fused ? finish(wasm, product, inputs, attributes, true) : product
    }
    const left = transposeA ? transposed(wasm, a) : undefined
    const right = transposeB ? transposed(wasm, b) : unpackedOnce(wasm, packed, b)
    const operands = { a: left ?? a, b: right ?? b }
    const bias = fused && inputs.bias !== undefined && inputs.bias !== null && inputs.bias.shape.length === 1 ? { bias: inputs.bias } : {}
    const product = fused
      ? wasm.stock('_FusedMatMul', { ...operands, ...bias }, { transposeA: false, transposeB: false, activation: 'linear' })
      : wasm.stock('BatchMatMul', operands, { transposeA: false, transposeB: false })
    if (left !== undefined) release(wasm, left)
    if (right !== undefined) release(wasm, right)
    return fused ? finish(wasm, product, inputs, attributes, !('bias' in bias)) : product
  }
}

/** Bias and activation as kernels of their own: the fused clamp would turn NaN into 0. */
function finish(wasm: Wasm, product: Info, inputs: Inputs, attributes: Readonly<Record<string, unknown>>, addBias: boolean): Info {
  let result = product
  const apply = (kernel: string, operands: Inputs, attrs?: Readonly<Record<string, unknown>>): void => {
    const next = wasm.stock(kernel, operands, attrs)
    release(wasm, result)
    result = next
  }
  const { bias, preluActivationWeights } = inputs
  if (addBias && bias !== undefined && bias !== null) apply('Add', { a: result, b: bias })
  const activation = String(attributes.activation ?? 'linear')
  if (activation === 'linear') return result
  const kernel = ACTIVATIONS[activation]
  if (kernel === undefined)
    throw new Error(`fused.matMul: the activation ${activation} is not among ${Object.keys(ACTIVATIONS).join(', ')}`)
  if (kernel === 'Prelu') apply(kernel, { x: result, alpha: preluActivationWeights as Info })
  else apply(kernel, { x: result }, kernel === 'LeakyRelu' ? { alpha: attributes.leakyreluAlpha } : {})
  return result
}

/** A copy of `b` if its memory has been multiplied with in another shape before, else undefined. */
function unpackedOnce(wasm: Wasm, packed: WeakMap<object, string>, b: Info): Info | undefined {
  const shape = b.shape.slice(-2).join()
  const before = packed.get(b.dataId)
  if (before === undefined) packed.set(b.dataId, shape)
  return before === undefined || before === shape ? undefined : wasm.stock('Identity', { x: b })
}

function batch({ shape }: Info): number {
  return shape.slice(0, -2).reduce((product, extent) => product * extent, 1)
}

/** The last two axes exchanged, of a matrix with any number of leading axes of length 1. */
function transposed(wasm: Wasm, x: Info): Info {
  const [rows, columns] = x.shape.slice(-2) as [number, number]
  const result = wasm.backend.makeOutput([...x.shape.slice(0, -2), columns, rows], 'float32')
  const to = floats(wasm, result)
  const from = floats(wasm, x)
  for (let top = 0; top < rows; top += TILE) {
    const bottom = Math.min(top + TILE, rows)
    for (let left = 0; left < columns; left += TILE) {
      const right = Math.min(left + TILE, columns)
      for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) to[j * rows + i] = from[i * columns + j] as number
    }
  }
  return result
}

function wholeNumbers(wasm: Wasm, a: Info, b: Info, transposeA: boolean, transposeB: boolean): Info {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number]
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number]
  const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns]
  const columns = transposeB ? bRows : bColumns
  const result = wasm.backend.makeOutput([rows, columns], 'int32')
  const to = wasm.backend.typedArrayFromHeap(result)
  const left = wasm.backend.typedArrayFromHeap(a)
  const right = wasm.backend.typedArrayFromHeap(b)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0
      for (let k = 0; k < inner; k++) {
        sum += (left[transposeA ? k * rows + i : i * inner + k] as number) * (right[transposeB ? j * inner + k : k * columns + j] as number)
      }
      to[i * columns + j] = sum
    }
  }
  return { ...result, shape: [...(a.shape.length > b.shape.length ? a : b).shape.slice(0, -2), rows, columns] }
}
