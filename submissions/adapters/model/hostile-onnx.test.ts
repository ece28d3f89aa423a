import { describe, expect, it } from 'vitest'
import { countedRandom } from '#grading/networks/backend/random'
import { readOnnx } from './formats/onnx/read-onnx.ts'
import { ModelRefusal } from './refusal.ts'
import { fixture, refusalOf, run, runOf } from './testing/refusal-of.ts'
import { type OnnxStep, type OnnxTensor, writeOnnx } from './testing/write-onnx.ts'

function onnxOf(step: Partial<OnnxStep>, constants: readonly OnnxTensor[] = []): Uint8Array {
  const steps = [{ type: 'Relu', inputs: ['x'], outputs: ['y'], ...step }]
  return writeOnnx({ inputs: { x: ['n', 1, 28, 28] }, outputs: ['y'], constants, steps })
}

const integers = (name: string, ...values: readonly number[]): OnnxTensor => ({
  name,
  shape: [values.length],
  data: BigInt64Array.from(values.map((value) => BigInt(value))),
})
const scalar = (tensor: OnnxTensor): OnnxTensor => ({ ...tensor, shape: [], data: BigInt64Array.of((tensor.data[0] ?? 0n) as bigint) })
const ones = (name: string, ...shape: readonly number[]): OnnxTensor => ({
  name,
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1),
})

/** Each sum of a million numbers is one number. */
function manySums(count: number): Uint8Array {
  const steps = Array.from({ length: count }, (_, i) => ({ type: 'ReduceSum', inputs: ['w'], outputs: [`s${i}`] }))
  return writeOnnx({ inputs: { x: ['n', 4] }, outputs: ['x'], constants: [ones('w', 1000, 1000)], steps })
}

/** Of each of the graphs that are compared with onnxruntime. */
const CHANGES = Number(process.env.ASSAY_FUZZ_CHANGES ?? 2)

describe('a hostile ONNX file', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['a loop', onnxOf({ type: 'Loop', attributes: { body: { graph: true } } }), /"Loop_0" \(Loop\); loops and branches are not run/],
    ['a branch', onnxOf({ type: 'If' }), /loops and branches/],
    ['a graph inside a step', onnxOf({ attributes: { body: { graph: true } } }), /with a graph inside \("body"\)/],
    [
      'an operator of another domain',
      onnxOf({ type: 'Run', domain: 'com.evil' }),
      /of the domain "com\.evil"; operators beyond the ONNX standard/,
    ],
    [
      'an operator that is not run',
      onnxOf({ type: 'RandomNormal' }),
      /^has the step "RandomNormal_0" \(RandomNormal\), which is not supported; the operators that are run are listed in docs\/onnx-operators\.md$/,
    ],
    ['an output without a row for each image', onnxOf({ type: 'Shape' }), /has an output "y" without a row for each image/],
    ['a shape that is computed from the images', onnxOf({ type: 'ConstantOfShape' }), /whose "x" is computed while the model runs/],
    ['an inherited property', onnxOf({ type: 'constructor' }), /\(constructor\), which is not supported/],
    [
      'a mode that is not computed',
      onnxOf({ type: 'Resize', attributes: { mode: 'cubic' } }),
      /^has the step "Resize_0" \(Resize\) with mode cubic, which is not supported; use nearest or linear$/,
    ],
    [
      'an attribute that nothing reads',
      onnxOf({ attributes: { slope: 1 } }),
      /\(Relu\) with the attribute "slope", which is not supported in opset 17/,
    ],
    [
      'an attribute of another opset',
      onnxOf({ type: 'Clip', attributes: { min: { float: 0 } } }),
      /the attribute "min", which is not supported in opset 17/,
    ],
    [
      'an attribute of another type',
      onnxOf({ type: 'Flatten', attributes: { axis: { float: 1 } } }),
      /the attribute "axis", which is no integer/,
    ],
    [
      'batch normalisation in training',
      onnxOf({ type: 'Dropout', inputs: ['x', '', 't'] }, [{ name: 't', shape: [], data: Float32Array.of(1) }]),
      /training_mode true/,
    ],
    ['too many inputs', onnxOf({ type: 'Relu', inputs: ['x', 'x'] }), /with 2 inputs; expected 1/],
    ['an operator of a later opset', onnxOf({ type: 'Gelu' }), /\(Gelu\), which is supported from opset 20 on; the model says opset 17/],
    ['an operator of an earlier opset', onnxOf({ type: 'Upsample', inputs: ['x', 'x'] }), /\(Upsample\), which ONNX has until opset 9/],
    [
      'repeats without end',
      onnxOf({ type: 'Tile', inputs: ['x', 'r'] }, [integers('r', 1, 1, 1e6, 1e6)]),
      /more than 24 million constants/,
    ],
    [
      'repeats that are no number',
      onnxOf({ type: 'Tile', inputs: ['x', 'r'] }, [integers('r', 1, 2 ** 53, 2 ** 53, 1)]),
      /would produce|would make|constants/,
    ],
    ['a shape to expand to without end', onnxOf({ type: 'Expand', inputs: ['x', 's'] }, [integers('s', 1, 1e9, 28, 28)]), /constants/],
    ['a constant of any size', onnxOf({ type: 'ConstantOfShape', inputs: ['s'] }, [integers('s', 1e6, 1e6)]), /constants/],
    [
      'a range without end',
      onnxOf({ type: 'Range', inputs: ['a', 'b', 'c'] }, [integers('a'), integers('b', 1e15), integers('c', 1)].map(scalar)),
      /constants/,
    ],
    ['pads without end', onnxOf({ type: 'Pad', inputs: ['x', 'p'] }, [integers('p', 0, 0, 1e9, 1e9, 0, 0, 0, 0)]), /would produce/],
    [
      'pads at an edge without end',
      onnxOf({ type: 'Pad', inputs: ['x', 'p'], attributes: { mode: 'edge' } }, [integers('p', 0, 0, 1e9, 0, 0, 0, 0, 0)]),
      /constants/,
    ],
    [
      'groups without end',
      onnxOf({ type: 'Conv', inputs: ['x', 'w'], attributes: { group: 2 ** 40 } }, [ones('w', 1, 1, 1, 1)]),
      /takes images of/,
    ],
    [
      'a group of nothing',
      onnxOf({ type: 'Conv', inputs: ['x', 'w'], attributes: { group: 0 } }, [ones('w', 1, 1, 1, 1)]),
      /with 0 groups/,
    ],
    [
      'dilations without end',
      onnxOf({ type: 'ConvTranspose', inputs: ['x', 'w'], attributes: { dilations: [9999, 9999] } }, [ones('w', 1, 1, 9, 9)]),
      /constants/,
    ],
    [
      'a bias of another length',
      onnxOf({ type: 'Conv', inputs: ['x', 'w', 'b'] }, [ones('w', 2, 1, 1, 1), ones('b', 3)]),
      /a bias of 2 numbers/,
    ],
    ['an axis that is not there', onnxOf({ type: 'Softmax', attributes: { axis: 9 } }), /with the axis 9 for an input of 4 axes/],
    ['more axes than are computed with', onnxOf({ type: 'Unsqueeze', inputs: ['x', 'a'] }, [integers('a', 0, 1, 2, 3)]), /at most 6 axes/],
    ['indices beyond the axis', onnxOf({ type: 'Gather', inputs: ['x', 'i'] }, [integers('i', 7)]), /reaches place 7/],
    [
      'a step of 0',
      onnxOf({ type: 'Slice', inputs: ['x', 'a', 'b', 'c', 'd'] }, [...'abc'].map((name) => integers(name, 1)).concat(integers('d', 0))),
      /a step of 0/,
    ],
    [
      'a batch without end',
      writeOnnx({
        inputs: { x: [15_000_000, 1, 28, 28] },
        outputs: ['y'],
        constants: [integers('a', 1, 2, 3)],
        steps: [{ type: 'ReduceMean', inputs: ['x'], outputs: ['y'], attributes: { axes: [1, 2, 3] } }],
      }),
      /takes 15000000 images at a time, too many for its size/,
    ],
    [
      'constants that are read again and again',
      manySums(200),
      /more than 24 million constants before it runs, by the step "ReduceSum_\d+"/,
    ],
    ['a name of an operator with control characters', onnxOf({ type: 'Re\u001b[31m\nlu' }), /\(Re\?\?31m\?lu\), which is not supported/],
    [
      'an operator of no opset',
      writeOnnx({ inputs: { x: ['n', 4] }, outputs: ['x'], constants: [], steps: [], opset: 99 }),
      /uses opset 99; supported are 7 to 25/,
    ],
    [
      'external data',
      onnxOf({}, [{ name: 'w', shape: [1], data: Float32Array.of(1), external: { location: '../../etc/passwd' } }]),
      /keeps the numbers of "w" in another file, "\.\.\/\.\.\/etc\/passwd", which is not read; save the model with external_data=False/,
    ],
    ['a shape that lies', onnxOf({}, [{ name: 'w', shape: [2 ** 31, 2 ** 31], data: Float32Array.of(1) }]), /no usable shape for "w"/],
    ['fewer numbers than its shape', onnxOf({}, [{ name: 'w', shape: [1000, 1000], data: Float32Array.of(1) }]), /has 1 numbers for "w"/],
    ['a number that is none', onnxOf({}, [{ name: 'w', shape: [1], data: Float32Array.of(Number.POSITIVE_INFINITY) }]), /not finite/],
    ['an input that nothing makes', onnxOf({ inputs: ['ghost'] }), /takes "ghost" before it is produced/],
    ['itself as its input', onnxOf({ inputs: ['y'] }), /takes "y" before it is produced/],
    [
      'scales without end',
      onnxOf({ type: 'Resize', inputs: ['x', '', 's'] }, [{ name: 's', shape: [4], data: Float32Array.of(1, 1, 1e6, 1e6) }]),
      /constants/,
    ],
    ['a kernel without end', onnxOf({ type: 'MaxPool', attributes: { kernel_shape: [99_999, 1] } }), /a size of 99999 in kernel_shape/],
    ['no bytes', new Uint8Array(), /contains no graph/],
    ['other bytes', Buffer.from('not a model at all, but a text'), /damaged|no graph/],
  ])('is refused for %s', (_, file, expected) => {
    expect(refusalOf(() => run(readOnnx(file), [1, 28, 28]))).toMatch(expected)
  })

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a name that climbs out', { location: '../w.data' }, /in another file, "\.\.\/w\.data", which is not read/],
    ['a name of another folder', { location: 'sub/w.data' }, /in another file, "sub\/w\.data", which is not read/],
    ['a whole path', { location: '/etc/passwd' }, /which is not read/],
    ['a name with a backslash', { location: '..\\w.data' }, /which is not read/],
    ['the folder itself', { location: '..' }, /which is not read/],
    ['no name', { location: '' }, /which is not read/],
    ['a place behind its end', { offset: '8' }, /has no 8 bytes for "w" in "w\.data", which holds 8/],
    ['a place before its beginning', { offset: '-8' }, /has no 8 bytes/],
    ['a place that is no number', { offset: 'x' }, /has no 8 bytes/],
    ['another length', { length: '4' }, /has no 8 bytes/],
  ])('is refused for external data with %s, without a byte being read elsewhere', (_, changed, expected) => {
    const asked: string[] = []
    const file = onnxOf({}, [{ ...ones('w', 2), external: { location: 'w.data', ...changed } }])
    const read = (name: string): Uint8Array => {
      asked.push(name)
      return new Uint8Array(8)
    }
    expect(refusalOf(() => readOnnx(file, read))).toMatch(expected)
    expect(asked.filter((name) => name !== 'w.data')).toEqual([])
  })

  it('is refused where its data was not submitted, with what to do', () => {
    const file = onnxOf({}, [{ ...ones('w', 2), external: { location: 'cnn.onnx.data' } }])
    const missing = (): Uint8Array => {
      throw new ModelRefusal('needs it')
    }
    expect(refusalOf(() => readOnnx(file, missing))).toBe(
      'keeps its numbers in "cnn.onnx.data", which was not submitted; submit it under this name beside the model, or save the model with external_data=False',
    )
  })

  it('is refused or run, never anything else, when bytes of it are changed or missing', () => {
    const whole = fixture('operators.onnx')
    const { uniform } = countedRandom(3, 'bytes')
    let refused = 0
    for (let i = 0; i < 300; i++) {
      const changed = Uint8Array.from(i % 3 === 0 ? whole.subarray(0, Math.floor(uniform(4 * i) * whole.length)) : whole)
      // The names and sizes lie in front; the weights behind are only numbers.
      if (i % 3 !== 0) changed[Math.floor(uniform(4 * i + 1) * 2600)] = Math.floor(uniform(4 * i + 2) * 256)
      if (refusalOf(() => run(readOnnx(changed), [28, 28])) !== undefined) refused++
    }
    expect(refused).toBeGreaterThan(50)
  }, 300_000)

  it('is refused or run, never anything else, when a byte of any operator is another', () => {
    const { cases } = JSON.parse(fixture('onnx/operators.json').toString('utf8')) as {
      readonly cases: readonly { readonly name: string; readonly model: string; readonly inputs: readonly (readonly number[])[] }[]
    }
    const { uniform } = countedRandom(11, 'operators')
    let [refused, ran] = [0, 0]
    cases.forEach(({ name, model, inputs }, place) => {
      for (let i = place * CHANGES; i < (place + 1) * CHANGES; i++) {
        const changed = Uint8Array.from(Buffer.from(model, 'base64'))
        const at = Math.floor(uniform(3 * i) * changed.length)
        // Every second change is of one bit: a size next to the right one, another type, another name.
        const value =
          i % 2 === 0 ? Math.floor(uniform(3 * i + 1) * 256) : (changed[at] as number) ^ (1 << Math.floor(uniform(3 * i + 1) * 8))
        changed[at] = value
        const attempt = (): void => {
          const network = readOnnx(changed)
          const shapes = network.inputs.map((_, i) => inputs[i] ?? [2, 3, 4, 4])
          const images = shapes.map((shape) => new Float32Array(shape.reduce((a, b) => a * b, 1)))
          const rows = shapes.map((shape) => shape.slice(1))
          runOf(network, rows, images, 2)
        }
        if (refusalOf(attempt, `${name}, byte ${at} is ${value}`) === undefined) ran++
        else refused++
      }
    })
    expect(refused).toBeGreaterThan(100)
    expect(ran).toBeGreaterThan(100)
  }, 300_000)
})
