import type { Tensor } from '#grading/model/tensor'
import type { GraphInput, Model, Step } from '../graph/graph.ts'
import { ModelRefusal, quoted, textOf } from '../refusal.ts'
import { type KerasLayer, layerSteps } from './keras-layer.ts'
import { type Fields, fieldsOf, listIn, readJson } from './read-json.ts'
import { readShards } from './read-shards.ts'

const MOST_LAYERS = 200

/**
 * A model as TensorFlow.js saves it: layers in model.json, their weights in shards beside it.
 *
 * @param shard - the bytes of a file beside model.json.
 * @throws ModelRefusal for what cannot be read or is not run here, such as layers that hold code.
 */
export function readLayersModel(modelJson: Uint8Array, shard: (name: string) => Uint8Array): Model {
  const file = readJson(modelJson)
  if (file.get('format') === 'graph-model' || !file.has('modelTopology'))
    throw new ModelRefusal(
      'is not a layers model; save it by model.save of TensorFlow.js or by tensorflowjs_converter --output_format tfjs_layers_model',
    )
  const saved = fieldsOf(file.get('modelTopology')) ?? new Map()
  const topology = fieldsOf(saved.get('model_config')) ?? saved
  const model = modelOf(topology)
  const weights = readShards(listIn(file, 'weightsManifest'), shard)
  return graphOf(model, weights)
}

interface Described {
  readonly layers: readonly KerasLayer[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

function modelOf(topology: Fields): Described {
  const className = topology.get('class_name')
  // An old Sequential is its list of layers.
  const config = fieldsOf(topology.get('config')) ?? new Map<string, unknown>([['layers', topology.get('config')]])
  const listed = listIn(config, 'layers')
  if (listed.length > MOST_LAYERS) throw new ModelRefusal(`has ${listed.length} layers; at most ${MOST_LAYERS} are run`)
  if (listed.length === 0) throw new ModelRefusal('has no layers')
  if (className === 'Sequential') return sequential(listed)
  if (className !== 'Model' && className !== 'Functional')
    throw new ModelRefusal(`is a ${quoted(className)}; a Sequential or a functional Model is run`)
  const layers = listed.map((entry) => {
    const fields = fieldsOf(entry) ?? new Map<string, unknown>()
    return layerOf(fields, sourcesOf(fields))
  })
  return { layers, inputs: endsOf(config, 'input_layers'), outputs: endsOf(config, 'output_layers') }
}

function sequential(listed: readonly unknown[]): Described {
  const layers: KerasLayer[] = []
  for (const entry of listed) {
    const before = layers.at(-1)
    const layer = layerOf(fieldsOf(entry) ?? new Map(), before === undefined ? [] : [before.name])
    if (before === undefined && layer.className !== 'InputLayer') {
      layers.push({ name: 'input', className: 'InputLayer', config: layer.config, from: [] })
      layers.push({ ...layer, from: ['input'] })
    } else layers.push(layer)
  }
  return { layers, inputs: [(layers[0] as KerasLayer).name], outputs: [(layers.at(-1) as KerasLayer).name] }
}

function layerOf(fields: Fields, from: readonly string[]): KerasLayer {
  const config = fieldsOf(fields.get('config')) ?? new Map<string, unknown>()
  return { name: textOf(config.get('name') ?? fields.get('name')), className: textOf(fields.get('class_name')), config, from }
}

/** `[[["conv", 0, 0, {}], …]]`: one node, its inputs by layer. */
function sourcesOf(layer: Fields): readonly string[] {
  const nodes = listIn(layer, 'inbound_nodes')
  const name = quoted(layer.get('name'))
  if (nodes.length > 1) throw new ModelRefusal(`uses the layer ${name} more than once; a layer is run once`)
  const [node = []] = nodes
  if (!Array.isArray(node))
    throw new ModelRefusal(`describes the inputs of the layer ${name} in a form that is not read; save it by TensorFlow.js`)
  return node.map((source) => (Array.isArray(source) ? textOf(source[0]) : ''))
}

/** `[["input_1", 0, 0]]`, or one such list alone. */
function endsOf(config: Fields, key: string): readonly string[] {
  const ends = listIn(config, key)
  const lists = ends.every((end) => Array.isArray(end)) ? ends : [ends]
  return lists.map((end) => textOf((end as readonly unknown[])[0]))
}

function graphOf({ layers, inputs, outputs }: Described, weights: ReadonlyMap<string, Tensor>): Model {
  const constants = new Map<string, Tensor>()
  const steps: Step[] = []
  const given = new Map<string, GraphInput>()
  const used = new Set<string>()
  for (const layer of ordered(layers)) {
    if (layer.className === 'InputLayer') given.set(layer.name, inputOf(layer))
    else {
      const own = ownWeights(layer.name, weights)
      const { steps: made, constants: more, used: parts } = layerSteps(layer, own)
      steps.push(...made)
      for (const [name, tensor] of more) constants.set(name, tensor)
      for (const part of parts) used.add(part)
    }
  }
  const unused = [...weights.keys()].find((name) => !used.has(name))
  if (unused !== undefined) throw new ModelRefusal(`has weights ${quoted(unused)} that no layer uses`)
  const expected = inputs.map((name) => {
    const input = given.get(name)
    if (input === undefined) throw new ModelRefusal(`names ${quoted(name)} as an input, but has no such layer`)
    return input
  })
  return { inputs: expected, outputs, graphFor: () => ({ constants, steps }) }
}

function inputOf({ name, config }: KerasLayer): GraphInput {
  const shape = config.get('batch_input_shape') ?? config.get('batch_shape')
  const valid = Array.isArray(shape) && shape.every((side) => side === null || (Number.isSafeInteger(side) && side > 0))
  if (!valid) throw new ModelRefusal(`says nothing of the shape of its input; give inputShape to its first layer`)
  return { name, shape: (shape as (number | null)[]).map((side) => side ?? undefined) }
}

/** Names are `<layer>/kernel`, sometimes with a scope in front. By part, with the whole name. */
function ownWeights(layer: string, weights: ReadonlyMap<string, Tensor>): ReadonlyMap<string, readonly [name: string, tensor: Tensor]> {
  const own = new Map<string, readonly [string, Tensor]>()
  for (const [name, tensor] of weights) {
    const parts = name.split('/')
    if (parts.at(-2) === layer) own.set((parts.at(-1) as string).replace(/:0$/, ''), [name, tensor])
  }
  return own
}

/** Each layer after those whose results it takes. @throws ModelRefusal for a circle or a layer that is not there. */
function ordered(layers: readonly KerasLayer[]): readonly KerasLayer[] {
  const done = new Set<string>()
  const order: KerasLayer[] = []
  let waiting = layers
  while (waiting.length > 0) {
    const ready = waiting.filter(({ from }) => from.every((name) => done.has(name)))
    if (ready.length === 0) throw new ModelRefusal(`has the layer ${quoted(waiting[0]?.name)}, whose inputs are missing or go in a circle`)
    for (const layer of ready) {
      if (done.has(layer.name)) throw new ModelRefusal(`has two layers named ${quoted(layer.name)}`)
      done.add(layer.name)
      order.push(layer)
    }
    waiting = waiting.filter((layer) => !ready.includes(layer))
  }
  return order
}
