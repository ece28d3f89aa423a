import type { Tensor } from '../../../../../grading/model/tensor.ts'
import type { Graph, GraphInput, Step } from '../../graph/graph.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { createParameterCount } from '../numbers.ts'
import { type OnnxNode, readNode } from './node.ts'
import { type Making, OPERATORS, unknownOperator } from './operators.ts'
import { type Message, readMessage } from './protobuf.ts'
import { readTensor, TENSOR_NAME } from './tensor-proto.ts'

const MOST_NODES = 1000

/**
 * An ONNX file: a closed list of operators of the standard, every number inside the file.
 *
 * @throws ModelRefusal for what cannot be read or is not run here.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function readOnnx(file: Uint8Array): Graph {
  const model = readMessage(file)
  const bytes = model.bytes(7)
  if (bytes === undefined) throw new ModelRefusal('holds no graph')
  if (model.all(25).length > 0) throw new ModelRefusal('defines operators of its own (functions), which are not run')
  const graph = readMessage(bytes)
  if (graph.all(15).length > 0) throw new ModelRefusal('has sparse weights, which are not read')
  const described = graph.all(1)
  if (described.length > MOST_NODES) throw new ModelRefusal(`has ${described.length} steps; at most ${MOST_NODES} are run`)

  const constants = new Map<string, Tensor>()
  const count = createParameterCount()
  const keep = (name: string, tensor: Tensor): void => {
    count(name, tensor)
    constants.set(name, tensor)
  }
  for (const bytes of graph.all(5)) {
    const tensor = readMessage(bytes)
    const name = tensor.text(TENSOR_NAME)
    keep(name, readTensor(tensor, name))
  }
  const steps: Step[] = []
  // All of them are looked at before any is taken over: a file with a loop in it is refused for the loop.
  for (const [index, node] of described.map(readNode).entries()) {
    if (node.type === 'Constant') keep(node.outputs[0] ?? '', constantOf(node))
    else steps.push(...stepsOf(node, index, constants, keep))
  }
  return {
    inputs: graph
      .all(11)
      .map(inputOf)
      .filter(({ name }) => !constants.has(name)),
    constants,
    steps,
    outputs: graph.all(12).map(nameOf),
  }
}

function constantOf(node: OnnxNode): Tensor {
  const value = node.attributes.tensor('value')
  if (value !== undefined) return value
  const integers = node.attributes.integers('value_ints')
  if (integers === undefined) throw new ModelRefusal(`has the ${node.label} in a form that is not read`)
  return { dtype: 'int64', shape: [integers.length], data: Float64Array.from(integers) }
}

function stepsOf(
  node: OnnxNode,
  index: number,
  constants: ReadonlyMap<string, Tensor>,
  keep: (name: string, tensor: Tensor) => void,
): readonly Step[] {
  const operator = Object.hasOwn(OPERATORS, node.type) ? OPERATORS[node.type] : undefined
  if (operator === undefined) throw unknownOperator(node)
  const steps: Step[] = []
  const making: Making = {
    step(operation, ...inputs) {
      // A second step goes on with what the first has made.
      const first = steps.length === 0 ? [] : [(steps.at(-1) as Step).output]
      steps.push({ label: node.label, operation, inputs: [...first, ...inputs], output: `${index}.${steps.length}` })
    },
    constant(position) {
      const name = node.inputs[position] ?? ''
      const tensor = constants.get(name)
      if (tensor === undefined)
        throw new ModelRefusal(`has the ${node.label}, whose ${quoted(name)} is computed while the model runs; it must be in the file`)
      return tensor
    },
    add(part, tensor) {
      const name = `${index} ${part}`
      keep(name, tensor)
      return name
    },
    given: (position) => (node.inputs[position] === '' ? undefined : node.inputs[position]),
  }
  operator(node, making)
  const last = steps.pop() as Step
  return [...steps, { ...last, output: node.outputs[0] ?? '' }]
}

function inputOf(bytes: Uint8Array): GraphInput {
  const message = readMessage(bytes)
  const tensor = within(within(message, 2), 1)
  if (tensor?.integer(1) !== 1) throw new ModelRefusal(`takes the input ${quoted(message.text(1))}, which is no array of float32`)
  const dimensions = within(tensor, 2)?.all(1) ?? []
  const shape = dimensions.map((one) => readMessage(one).integer(1)).map((side) => (side !== undefined && side > 0 ? side : undefined))
  return { name: message.text(1), shape }
}

function within(message: Message | undefined, field: number): Message | undefined {
  const bytes = message?.bytes(field)
  return bytes === undefined ? undefined : readMessage(bytes)
}

function nameOf(bytes: Uint8Array): string {
  return readMessage(bytes).text(1)
}
