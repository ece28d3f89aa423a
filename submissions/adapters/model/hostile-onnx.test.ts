import { describe, expect, it } from 'vitest'
import { countedRandom } from '../../engine/random.ts'
import { readOnnx } from './formats/onnx/read-onnx.ts'
import { fixture, refusalOf, run } from './testing/refusal-of.ts'
import { type OnnxStep, writeOnnx } from './testing/write-onnx.ts'

function onnxOf(step: Partial<OnnxStep>, constants: Parameters<typeof writeOnnx>[0]['constants'] = []): Uint8Array {
  const steps = [{ type: 'Relu', inputs: ['x'], outputs: ['y'], ...step }]
  return writeOnnx({ inputs: { x: ['n', 1, 28, 28] }, outputs: ['y'], constants, steps })
}

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
    ['an operator that is not run', onnxOf({ type: 'RandomNormal' }), /not run here: known are Relu/],
    ['sizes computed while it runs', onnxOf({ type: 'Shape' }), /write torch\.flatten\(x, 1\) instead/],
    ['a constant of any size', onnxOf({ type: 'ConstantOfShape' }), /sizes that are computed/],
    ['an inherited property', onnxOf({ type: 'constructor' }), /not run here/],
    [
      'external data',
      onnxOf({}, [{ name: 'w', shape: [1], data: Float32Array.of(1), external: '../../etc/passwd' }]),
      /numbers of "w" in another file/,
    ],
    ['a shape that lies', onnxOf({}, [{ name: 'w', shape: [2 ** 31, 2 ** 31], data: Float32Array.of(1) }]), /no usable shape for "w"/],
    ['fewer numbers than its shape', onnxOf({}, [{ name: 'w', shape: [1000, 1000], data: Float32Array.of(1) }]), /has 1 numbers for "w"/],
    ['a number that is none', onnxOf({}, [{ name: 'w', shape: [1], data: Float32Array.of(Number.POSITIVE_INFINITY) }]), /not finite/],
    ['an input that nothing makes', onnxOf({ inputs: ['ghost'] }), /takes "ghost" before anything makes it/],
    ['itself as its input', onnxOf({ inputs: ['y'] }), /takes "y" before anything makes it/],
    [
      'scales without end',
      onnxOf({ type: 'Resize', inputs: ['x', '', 's'] }, [{ name: 's', shape: [4], data: Float32Array.of(1, 1, 1e6, 1e6) }]),
      /would make/,
    ],
    ['a kernel without end', onnxOf({ type: 'MaxPool', attributes: { kernel_shape: [99_999, 1] } }), /a size of 99999/],
    ['no bytes', new Uint8Array(), /holds no graph/],
    ['other bytes', Buffer.from('not a model at all, but a text'), /damaged|no graph/],
  ])('is refused for %s', (_, file, expected) => {
    expect(refusalOf(() => run(readOnnx(file), [1, 28, 28]))).toMatch(expected)
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
})
