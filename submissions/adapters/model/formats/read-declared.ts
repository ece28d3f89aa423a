import { readSafetensors, SafetensorsError } from '../../../../grading/model/safetensors.ts'
import type { Tensor } from '../../../../grading/model/tensor.ts'
import type { ActivationName, Model, Operation, Step, Window } from '../graph/graph.ts'
import { NO_PADDING } from '../graph/graph.ts'
import { ModelRefusal, quoted, textOf } from '../refusal.ts'
import { createParameterCount, normalisation, permuted } from './numbers.ts'
import { type Fields, fieldsOf, listIn, numbersIn, pairIn, readJson, wrong } from './read-json.ts'
import { readStateDict, type Wanted } from './torch/read-state-dict.ts'

const ACTIVATIONS: Readonly<Record<string, ActivationName>> = {
  ReLU: 'relu',
  LeakyReLU: 'leaky-relu',
  ELU: 'elu',
  SELU: 'selu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
  Softplus: 'softplus',
  Softmax: 'softmax',
  LogSoftmax: 'log-softmax',
  Identity: 'linear',
  Dropout: 'linear',
  Dropout2d: 'linear',
}
const OTHERS = [
  ...['Linear', 'Conv2d', 'ConvTranspose2d', 'BatchNorm1d', 'BatchNorm2d', 'MaxPool2d', 'AvgPool2d', 'Upsample', 'Flatten', 'Unflatten'],
  ...['Skip', 'AddSkip', 'ConcatSkip'],
]

/**
 * Weights in a safetensors file, as PyTorch names and orders them, with the layers in a JSON file beside it:
 * `{"input": [1, 28, 28], "layers": [{"layer": "Conv2d", "weights": "conv1", "padding": 1}, {"layer": "ReLU"}, …]}`. Sizes are those of the
 * weights. `Skip` keeps the present images under a name and hands them out behind the result; `AddSkip` and `ConcatSkip` take one that was
 * kept before or, if there was none of that name, one that is handed in.
 *
 * @throws ModelRefusal for what cannot be read or is not run here.
 */
export function readDeclared(weights: Uint8Array, declaration: Uint8Array): Model {
  return modelOf(tensorsOf(weights), readJson(declaration))
}

/**
 * The same with the weights in a file that torch.save wrote.
 *
 * @param name - of that file, for the line of Python that a refusal ends with.
 */
export async function readDeclaredStateDict(weights: Uint8Array, name: string, declaration: Uint8Array): Promise<Model> {
  const declared = readJson(declaration)
  const { tensors } = await readStateDict(weights, name, wantedBy(declared))
  return modelOf(tensors(), declared)
}

/**
 * What is passed over or renamed in a file that torch.save wrote, none of whose numbers are read for it.
 *
 * @returns parts of sentences that complete "models/cnn.pt …"; none for a file that is refused, which its own function says.
 */
export async function notesOfStateDict(weights: Uint8Array, name: string, declaration: Uint8Array): Promise<readonly string[]> {
  try {
    return (await readStateDict(weights, name, wantedBy(readJson(declaration)))).notes
  } catch (error) {
    if (error instanceof ModelRefusal) return []
    throw error
  }
}

function wantedBy(declared: Fields): Wanted {
  const key = declared.get('state_dict')
  if (key !== undefined && typeof key !== 'string') throw wrong('state_dict', 'declaration', key, 'a key of the checkpoint')
  const weights = listIn(declared, 'layers').map((layer) => fieldsOf(layer)?.get('weights'))
  const named = weights.filter((one) => typeof one === 'string')
  return key === undefined ? { weights: named } : { stateDict: key, weights: named }
}

function modelOf(tensors: ReadonlyMap<string, Tensor>, declared: Fields): Model {
  const input = declared.get('input') ?? [1, 28, 28]
  if (!Array.isArray(input) || !input.every((side) => Number.isSafeInteger(side) && side > 0))
    throw new ModelRefusal(`declares the input ${quoted(JSON.stringify(input))}; expected sizes such as [1, 28, 28]`)
  const builder = createBuilder(tensors, input as number[])
  listIn(declared, 'layers').forEach((entry, i) => {
    const fields = fieldsOf(entry) ?? new Map<string, unknown>()
    builder.add(fields, `layer ${i + 1}${fields.has('layer') ? ` (${textOf(fields.get('layer')).slice(0, 40)})` : ''}`)
  })
  return builder.finish()
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

function createBuilder(tensors: ReadonlyMap<string, Tensor>, input: readonly number[]) {
  const constants = new Map<string, Tensor>()
  const inputs = [{ name: 'input', shape: [undefined, ...input] }] as { name: string; shape: (number | undefined)[] }[]
  const steps: Step[] = []
  const kept = new Map<string, string>()
  const used = new Set<string>()
  let current = 'input'

  const step = (label: string, operation: Operation, ...others: readonly string[]): void => {
    const output = `step ${steps.length}`
    steps.push({ label, operation, inputs: [current, ...others], output })
    current = output
  }

  /** A tensor of the layer, its axes in the order that is computed with. */
  const parameter = (fields: Fields, label: string, part: string, rank: number, order?: readonly number[]): string | undefined => {
    const prefix = fields.get('weights')
    if (typeof prefix !== 'string') throw new ModelRefusal(`declares no "weights" for ${label}: the name in front of .weight and .bias`)
    const name = `${prefix}.${part}`
    const tensor = tensors.get(name)
    if (tensor === undefined) {
      if (part === 'bias') return undefined
      throw new ModelRefusal(`declares ${label} with the weights ${quoted(prefix)}, but there is no tensor ${quoted(name)}`)
    }
    if (tensor.shape.length !== rank) throw new ModelRefusal(`has ${quoted(name)} with ${tensor.shape.length} axes; ${label} takes ${rank}`)
    used.add(name)
    constants.set(name, order === undefined ? tensor : permuted(tensor, order))
    return name
  }

  return {
    add(fields: Fields, label: string): void {
      const kind = fields.get('layer')
      if (typeof kind === 'string' && Object.hasOwn(ACTIVATIONS, kind)) {
        const alpha = Number(kind === 'LeakyReLU' ? (fields.get('negative_slope') ?? 0.01) : (fields.get('alpha') ?? 1))
        step(label, { kind: 'activation', name: ACTIVATIONS[kind] as ActivationName, alpha, axis: -1 })
        return
      }
      switch (kind) {
        case 'Linear': {
          const weight = parameter(fields, label, 'weight', 2) as string
          const bias = parameter(fields, label, 'bias', 1)
          step(label, { kind: 'product', transposed: true }, weight)
          if (bias !== undefined) step(label, { kind: 'add' }, bias)
          break
        }
        case 'Conv2d':
        case 'ConvTranspose2d': {
          const window = windowOf(fields, label, 1)
          const operation: Operation =
            kind === 'Conv2d'
              ? { kind: 'convolution', window, channels: 'first' }
              : { kind: 'transposed-convolution', window, channels: 'first', extra: pairIn(fields, 'output_padding', label, 0) }
          const parameters = [parameter(fields, label, 'weight', 4, [2, 3, 1, 0]), parameter(fields, label, 'bias', 1)]
          step(label, operation, ...parameters.filter((name) => name !== undefined))
          break
        }
        case 'BatchNorm1d':
        case 'BatchNorm2d': {
          const part = (name: string): Tensor | undefined => constants.get(parameter(fields, label, name, 1) ?? '')
          const of = { gamma: part('weight'), beta: part('bias'), mean: part('running_mean'), variance: part('running_var') }
          used.add(`${fields.get('weights')}.num_batches_tracked`)
          const { scale, shift } = normalisation(of, Number(fields.get('eps') ?? 1e-5), (count) =>
            kind === 'BatchNorm2d' ? [count, 1, 1] : [count],
          )
          const names = [`${label} scale`, `${label} shift`] as const
          constants.set(names[0], scale).set(names[1], shift)
          step(label, { kind: 'multiply' }, names[0])
          step(label, { kind: 'add' }, names[1])
          break
        }
        case 'MaxPool2d':
        case 'AvgPool2d':
          step(label, {
            kind: kind === 'MaxPool2d' ? 'max-pool' : 'average-pool',
            window: windowOf(fields, label, pairIn(fields, 'kernel_size', label, 2)[0]),
            channels: 'first',
          })
          break
        case 'Upsample':
          step(label, {
            kind: 'upsample',
            factor: pairIn(fields, 'scale_factor', label, 2),
            channels: 'first',
            smooth: fields.get('mode') === 'bilinear',
          })
          break
        case 'Flatten':
          step(label, { kind: 'reshape', shape: [0, -1] })
          break
        case 'Unflatten':
          step(label, { kind: 'reshape', shape: [0, ...numbersIn(fields, 'shape')] })
          break
        case 'Skip':
          kept.set(textOf(fields.get('name')), current)
          break
        case 'AddSkip':
        case 'ConcatSkip': {
          const operation: Operation = kind === 'AddSkip' ? { kind: 'add' } : { kind: 'concatenate', axis: 1 }
          step(label, operation, skipOf(fields, label))
          break
        }
        default: {
          const known = [...OTHERS, ...Object.keys(ACTIVATIONS)].join(', ')
          throw new ModelRefusal(`declares ${label}, which is not run here; known are ${known}`)
        }
      }
    },

    finish(): Model {
      if (steps.length === 0) throw new ModelRefusal('declares no layers')
      const unused = [...tensors.keys()].find((name) => !used.has(name))
      if (unused !== undefined) throw new ModelRefusal(`holds ${quoted(unused)}, which no declared layer uses`)
      const handedOut = [...kept.values()]
      return { inputs, outputs: [current, ...handedOut], graphFor: () => ({ constants, steps }) }
    },
  }

  /** What was kept under the name, or an input of its own with the shape that the declaration gives. */
  function skipOf(fields: Fields, label: string): string {
    const name = textOf(fields.get('name'))
    const inside = kept.get(name)
    if (inside !== undefined) return inside
    const shape = fields.get('shape')
    if (!Array.isArray(shape) || !shape.every((side) => Number.isSafeInteger(side) && side > 0))
      throw wrong('shape', label, shape, 'the sizes of the skip that is handed in, such as [8, 28, 28]')
    inputs.push({ name: `skip ${name}`, shape: [undefined, ...(shape as number[])] })
    return `skip ${name}`
  }
}

function windowOf(fields: Fields, label: string, stride: number): Window {
  const [top, left] = pairIn(fields, 'padding', label, 0)
  return {
    size: pairIn(fields, 'kernel_size', label, 2),
    stride: pairIn(fields, 'stride', label, stride),
    dilation: pairIn(fields, 'dilation', label, 1),
    padding:
      top === 0 && left === 0
        ? NO_PADDING
        : [
            [top, top],
            [left, left],
          ],
  }
}
