import { readSafetensors, SafetensorsError } from '#grading/model/safetensors'
import type { Tensor } from '#grading/model/tensor'
import type { GraphInput, Model } from '../../graph/graph.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { createParameterCount } from '../numbers.ts'
import { makeGraph, type ReadyNode } from '../onnx/make-graph.ts'
import type { TypedTensor } from '../onnx/tensor-proto.ts'
import { readStateDict } from '../torch/read-state-dict.ts'
import { type Declaration, type DeclaredLayer, readDeclaration } from './declaration.ts'
import { layerOf, OPSET } from './layer.ts'
import { SKIPPED } from './layers/skip.ts'

/**
 * Weights in a safetensors file, as PyTorch names and orders them, with the layers in a JSON file beside it:
 * `{"input": [1, 28, 28], "layers": [{"layer": "Conv2d", "weights": "conv1", "padding": 1}, {"layer": "ReLU"}, …]}`. Sizes are those of the
 * weights. `Skip` keeps the present images under a name and hands them out behind the result; `AddSkip` and `ConcatSkip` take one that was
 * kept before or, if there was none of that name, one that is handed in.
 *
 * @throws ModelRefusal for what cannot be read or is not run here.
 */
export function readDeclared(weights: Uint8Array, declaration: Uint8Array): Model {
  return modelOf(tensorsOf(weights), readDeclaration(declaration))
}

/**
 * The same with the weights in a file that torch.save wrote.
 *
 * @param name - of that file, for the line of Python that a refusal ends with.
 */
export async function readDeclaredStateDict(weights: Uint8Array, name: string, declaration: Uint8Array): Promise<Model> {
  const declared = readDeclaration(declaration)
  const { tensors } = await readStateDict(weights, name, declared.wanted)
  return modelOf(tensors(), declared)
}

function tensorsOf(file: Uint8Array): ReadonlyMap<string, Tensor> {
  try {
    const { tensors } = readSafetensors(file)
    const count = createParameterCount()
    for (const [name, tensor] of tensors) count(name, tensor)
    return tensors
  } catch (error) {
    throw error instanceof SafetensorsError ? new ModelRefusal(error.message) : error
  }
}

function modelOf(tensors: ReadonlyMap<string, Tensor>, { input, layers, skips, unused }: Declaration): Model {
  const constants = new Map<string, TypedTensor>()
  const used = new Set<string>()
  const nodes: ReadyNode[] = []
  const kept = new Map<string, string>()
  const handedIn = new Map<string, GraphInput>()
  let current = 'input'

  /** Names of the tensors of a layer as the graph has them, by their part of the name. */
  const ownTensors = (layer: DeclaredLayer): ReadonlyMap<string, string> => {
    const names = new Map<string, string>()
    if (layer.weights === undefined) return names
    for (const [part, { axes, optional }] of Object.entries(layer.kind.tensors ?? {})) {
      const name = `${layer.weights}.${part}`
      const tensor = tensors.get(name)
      requireBias(layer, part, name, tensor !== undefined)
      if (tensor === undefined && optional === true) continue
      if (tensor === undefined)
        throw new ModelRefusal(`declares ${layer.label} with the weights ${quoted(layer.weights)}, but ${absent(name, tensors)}`)
      if (axes !== undefined && tensor.shape.length !== axes)
        throw new ModelRefusal(`has ${quoted(name)} with ${tensor.shape.length} axes; ${layer.label} takes ${axes}`)
      used.add(name)
      names.set(part, `tensor ${name}`)
      constants.set(`tensor ${name}`, { ...tensor, dtype: 'float32', type: 'float32', data: Float32Array.from(tensor.data) })
    }
    return names
  }
  /** What was kept under the name, or an input of its own with the shape that the declaration gives. */
  const skipOf = ({ label, fields }: DeclaredLayer): string => {
    const name = fields.get('name') as string
    const inside = kept.get(name)
    if (inside !== undefined) return inside
    const shape = fields.get('shape') as readonly number[] | undefined
    const known = handedIn.get(name)
    if (known === undefined && shape === undefined)
      throw new ModelRefusal(
        `has the ${label} with ${quoted(name)}, which no Skip before it keeps; give the shape in which it is passed in, such as [8, 28, 28]`,
      )
    handedIn.set(name, known ?? { name: `skip ${name}`, skip: name, shape: [undefined, ...(shape as readonly number[])] })
    return `skip ${name}`
  }

  for (const layer of layers) {
    const { label, kind, type, fields } = layer
    const taken = type === 'AddSkip' || type === 'ConcatSkip' ? new Map([[SKIPPED, skipOf(layer)]]) : ownTensors(layer)
    const output = `output of ${label}`
    const operator = {
      versions: [OPSET],
      inputs: [1, 1 + taken.size] as const,
      make: (making) => kind.make(layerOf(making, [...taken.keys()], fields)),
    } satisfies ReadyNode['operator']
    nodes.push({ type, label, operator, inputs: [current, ...taken.values()], outputs: [output], attributes: new Map(), values: new Map() })
    current = output
    if (type !== 'Skip') continue
    const name = fields.get('name') as string
    if (kept.has(name)) throw new ModelRefusal(`has the ${label} with the name ${quoted(name)}, which another Skip has`)
    kept.set(name, output)
  }
  const left = [...tensors.keys()].find((name) => !used.has(name) && !isPassedOver(name, unused, used))
  if (left !== undefined) throw new ModelRefusal(`holds ${quoted(left)}, which no declared layer uses`)
  const inputs: readonly GraphInput[] = [{ name: 'input', shape: [undefined, ...input] }, ...inOrder(handedIn, skips)]
  const outputs = [current, ...kept.values()]
  return {
    inputs,
    outputs,
    skips: { handedOut: [...kept.keys()], ordered: skips !== undefined },
    graphFor: (shapes) =>
      makeGraph(
        { opset: OPSET, constants, nodes, outputs: [...new Set(outputs)] },
        inputs.map(({ name }, i) => ({ name, shape: shapes[i] as readonly number[], type: 'float32' })),
      ),
  }
}

/** Where a layer says whether it has a bias, its weights have to agree. */
function requireBias({ fields, label }: DeclaredLayer, part: string, name: string, there: boolean): void {
  const said = part === 'bias' ? fields.get('bias') : undefined
  if (said !== undefined && said !== there)
    throw new ModelRefusal(`has the ${label} with bias ${said}, but ${there ? 'a' : 'no'} tensor ${quoted(name)}`)
}

/** With the names that come near it. */
function absent(name: string, tensors: ReadonlyMap<string, Tensor>): string {
  const part = name.slice(name.lastIndexOf('.'))
  const near = [...tensors.keys()].filter((one) => one.endsWith(part)).slice(0, 4)
  return `there is no tensor ${quoted(name)}${near.length === 0 ? '' : `; there are ${near.map(quoted).join(', ')}`}`
}

/** How many batches a normalisation was trained with, and what the declaration says is of another part of the network. */
function isPassedOver(name: string, unused: readonly string[], used: ReadonlySet<string>): boolean {
  if (unused.some((prefix) => name === prefix || name.startsWith(`${prefix}.`))) return true
  return name.endsWith('.num_batches_tracked') && used.has(name.replace(/num_batches_tracked$/, 'running_mean'))
}

/** In the order that the declaration says, else in that of their use. */
function inOrder(handedIn: ReadonlyMap<string, GraphInput>, skips: readonly string[] | undefined): readonly GraphInput[] {
  if (skips === undefined) return [...handedIn.values()]
  if (skips.length !== handedIn.size || !skips.every((name) => handedIn.has(name)) || new Set(skips).size !== skips.length)
    throw new ModelRefusal(
      `declares the skips [${skips.slice(0, 10).map(quoted).join(', ')}], but takes [${[...handedIn.keys()].slice(0, 10).map(quoted).join(', ')}]`,
    )
  return skips.map((name) => handedIn.get(name) as GraphInput)
}
