import { describe, expect, it } from 'vitest'
import { writeSafetensors } from '#grading/model/safetensors'
import { readDeclared } from './formats/declared/read-declared.ts'
import { readLayersModel } from './formats/read-layers-model.ts'
import { refusalOf, run } from './testing/refusal-of.ts'

const IMAGE = [28, 28, 1]

type Layer = readonly [className: string, config: Readonly<Record<string, unknown>>]

function layersModel(layers: readonly Layer[], manifest: readonly unknown[] = []): Uint8Array {
  const described = layers.map(([class_name, config], i) => ({
    class_name,
    config: { name: `layer_${i}`, batch_input_shape: [null, 28, 28, 1], ...config },
  }))
  return Buffer.from(
    JSON.stringify({ modelTopology: { class_name: 'Sequential', config: { layers: described } }, weightsManifest: manifest }),
  )
}

const weights = (shape: readonly number[], paths: readonly string[] = ['a.bin'], dtype = 'float32') => [
  { paths, weights: [{ name: 'layer_0/kernel', shape, dtype }] },
]

describe('a hostile layers model', () => {
  it.each<[string, readonly Layer[], RegExp]>([
    [
      'a Lambda layer',
      [['Lambda', { function: ['4wEAAA', null, null] }]],
      /layer "layer_0" \(Lambda\), which holds code; no code out of a model file is run/,
    ],
    ['a layer of its own', [['Backdoor', {}]], /\(Backdoor\), which is not run here\. Known layers: InputLayer, Dense/],
    ['a layer named as an inherited property', [['constructor', {}]], /\(constructor\), which is not run here/],
    [
      'images grown without end',
      [['UpSampling2D', { size: [9999, 9999] }]],
      /would produce 78,\d+ million activations per image at the layer "layer_0"/,
    ],
    ['padding without end', [['ZeroPadding2D', { padding: 1e9 }]], /has padding "1000000000"/],
    [
      'units without weights',
      [
        ['Flatten', {}],
        ['Dense', { units: 60_000_000 }],
      ],
      /has no weights "layer_1\/kernel"/,
    ],
    ['an activation of its own', [['Activation', { activation: 'constructor' }]], /has activation/],
    ['201 layers', Array.from({ length: 201 }, (): Layer => ['Dropout', {}]), /has 201 layers; at most 200/],
  ])('is refused for %s', (_, layers, expected) => {
    expect(
      refusalOf(() =>
        run(
          readLayersModel(layersModel(layers), () => new Uint8Array()),
          IMAGE,
        ),
      ),
    ).toMatch(expected)
  })

  it.each(['../../../etc/passwd', '/etc/passwd', 'sub/a.bin', '..', 'a\\b', ''])(
    'is refused for the shard %j, which is not even asked for',
    (path) => {
      const asked: string[] = []
      const read = (name: string): Uint8Array => {
        asked.push(name)
        return new Uint8Array(4)
      }
      expect(refusalOf(() => readLayersModel(layersModel([['Dense', { units: 1 }]], weights([1, 1], [path])), read))).toMatch(
        /as a shard; shards lie beside model\.json/,
      )
      expect(asked).toEqual([])
    },
  )

  it.each<[string, readonly number[], Uint8Array, string, RegExp]>([
    ['fewer numbers than described', [60_000, 60_000], new Uint8Array(4), 'float32', /describes more weights than its shards hold/],
    ['more numbers than described', [1, 1], new Uint8Array(8), 'float32', /has 4 bytes in its shards that it does not describe/],
    ['a shape beyond all numbers', [2 ** 52, 2 ** 52], new Uint8Array(4), 'float32', /describes more weights/],
    ['a shape below zero', [-1, -1], new Uint8Array(4), 'float32', /no usable shape/],
    [
      'a number that is none',
      [1, 1],
      new Uint8Array(new Float32Array([Number.NaN]).buffer),
      'float32',
      /not finite: element 0 of "layer_0\/kernel" is NaN/,
    ],
    ['texts for weights', [1, 1], new Uint8Array(4), 'string', /as "string"; float32 is read/],
  ])('is refused for %s', (_, shape, bytes, dtype, expected) => {
    expect(refusalOf(() => readLayersModel(layersModel([['Dense', { units: 1 }]], weights(shape, ['a.bin'], dtype)), () => bytes))).toMatch(
      expected,
    )
  })

  it('is refused for layers that go in a circle', () => {
    const layer = (name: string, from: string): object => ({
      class_name: 'Add',
      name,
      config: { name },
      inbound_nodes: [[[from, 0, 0, {}]]],
    })
    const config = { layers: [layer('a', 'b'), layer('b', 'a')], input_layers: [['a', 0, 0]], output_layers: [['b', 0, 0]] }
    const json = Buffer.from(JSON.stringify({ modelTopology: { class_name: 'Model', config }, weightsManifest: [] }))
    expect(refusalOf(() => readLayersModel(json, () => new Uint8Array()))).toMatch(/"a", whose inputs are missing or go in a circle/)
  })

  it.each(['', '[1]', '{"modelTopology":', '['.repeat(100_000)])('is refused for JSON that is none: %.20s', (text) => {
    expect(refusalOf(() => readLayersModel(Buffer.from(text), () => new Uint8Array()))).toMatch(/not a JSON object/)
  })

  it('is refused or run, never anything else, whatever a value in it becomes', () => {
    const layers: readonly Layer[] = [
      [
        'Conv2D',
        {
          filters: 1,
          kernel_size: [1, 1],
          strides: [1, 1],
          padding: 'same',
          dilation_rate: [1, 1],
          activation: 'relu',
          data_format: 'channels_last',
        },
      ],
      ['MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }],
      ['UpSampling2D', { size: [2, 2], interpolation: 'nearest' }],
      ['Concatenate', { axis: -1 }],
      ['Permute', { dims: [2, 1, 3] }],
      ['Reshape', { target_shape: [28, 28] }],
      ['Softmax', { axis: -1 }],
    ]
    const json = JSON.parse(Buffer.from(layersModel(layers, weights([1, 1, 1, 1]))).toString()) as object
    let [refused, ran] = [0, 0]
    for (const place of leavesOf(json)) {
      for (const value of [null, 'x', -1, 0, 0.5, 1e308, 3, [], {}, [null, null], true, { toString: 1, valueOf: 1 }, [{ toString: 1 }]]) {
        const changed = structuredClone(json)
        place(changed, value)
        if (
          refusalOf(() =>
            run(
              readLayersModel(Buffer.from(JSON.stringify(changed)), () => new Uint8Array(4)),
              IMAGE,
            ),
          ) === undefined
        )
          ran++
        else refused++
      }
    }
    expect(refused).toBeGreaterThan(100)
    expect(ran).toBeGreaterThan(100)
  }, 300_000)
})

/** One setter per value in nested data. */
function leavesOf(node: unknown, path: readonly string[] = []): readonly ((root: object, value: unknown) => void)[] {
  if (typeof node === 'object' && node !== null) return Object.entries(node).flatMap(([key, item]) => leavesOf(item, [...path, key]))
  return [
    (root, value) => {
      let at = root as Record<string, unknown>
      for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>
      at[path.at(-1) as string] = value
    },
  ]
}

describe('hostile weights with declared layers', () => {
  const file = (shape: readonly number[], data: Float32Array): Uint8Array =>
    writeSafetensors(new Map([['fc.weight', { dtype: 'float32', shape, data }]]), {}, 'F32')
  const declared = (...layers: readonly object[]): Uint8Array => Buffer.from(JSON.stringify({ layers }))
  const linear = { layer: 'Linear', weights: 'fc' }

  it.each<[string, Uint8Array, Uint8Array, RegExp]>([
    [
      'a layer of another name',
      file([1, 1], Float32Array.of(1)),
      declared({ layer: 'Lambda' }),
      /layer 1 \(Lambda\), which is not supported; expected one of: Linear/,
    ],
    [
      'weights that are not there',
      file([1, 1], Float32Array.of(1)),
      declared({ layer: 'Linear', weights: 'fc9' }),
      /there is no tensor "fc9\.weight"/,
    ],
    [
      'weights that no layer uses',
      file([1, 1], Float32Array.of(1)),
      declared({ layer: 'ReLU' }),
      /holds "fc\.weight", which no declared layer uses/,
    ],
    [
      'another size of rows',
      file([1, 5], new Float32Array(5)),
      declared({ layer: 'Flatten' }, linear),
      /layer 2 \(Linear\), which takes rows of 5 numbers, but gets \[1, 784\] and \[1, 5\]/,
    ],
    ['a header beyond its end', Buffer.from('ffffffffffffff7f7b7d', 'hex'), declared(linear), /header has \d+ bytes; at most 1 MiB/],
    ['no layers', file([1, 1], Float32Array.of(1)), declared(), /declares no layers/],
    ['a stride of none', file([1, 1], Float32Array.of(1)), declared({ layer: 'MaxPool2d', stride: -3 }), /has stride "-3"/],
  ])('are refused for %s', (_, weightsFile, declaration, expected) => {
    expect(refusalOf(() => run(readDeclared(weightsFile, declaration), [1, 28, 28]))).toMatch(expected)
  })
})
