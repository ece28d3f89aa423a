import type { GraphInput, Model } from '../../graph/graph.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { createParameterCount } from '../numbers.ts'
import { readAttributes } from './attributes.ts'
import { externalData } from './external-data.ts'
import { makeGraph } from './make-graph.ts'
import { readNode } from './node.ts'
import { OPSETS, operatorOf } from './operators.ts'
import { type Message, readMessage } from './protobuf.ts'
import { readTensor, TENSOR_NAME, type TypedTensor, typeNamed } from './tensor-proto.ts'

const MOST_NODES = 1000

/**
 * An ONNX file: a closed list of operators of the standard.
 *
 * @param read - a file beside it, by its plain name; left out, every number must be inside the file.
 * @throws ModelRefusal for what cannot be read or is not run here.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function readOnnx(file: Uint8Array, read?: (name: string) => Uint8Array): Model {
  const model = readMessage(file)
  const bytes = model.bytes(7)
  if (bytes === undefined) throw new ModelRefusal('contains no graph')
  if (model.all(25).length > 0) throw new ModelRefusal('defines operators of its own (functions), which are not run')
  const graph = readMessage(bytes)
  if (graph.all(15).length > 0) throw new ModelRefusal('has sparse weights, which are not read')
  const described = graph.all(1)
  if (described.length > MOST_NODES) throw new ModelRefusal(`has ${described.length} steps; at most ${MOST_NODES} are run`)
  // All of them are looked at before any is taken over: a file with a loop in it is refused for the loop.
  const listed = described.map(readNode)
  const opset = opsetOf(model)
  const nodes = listed.map((node) => {
    const operator = operatorOf(node, opset)
    return { ...node, operator, values: readAttributes(node, operator, opset) }
  })
  const constants = new Map<string, TypedTensor>()
  const count = createParameterCount()
  const external = read === undefined ? undefined : externalData(read)
  for (const bytes of graph.all(5)) {
    const tensor = readMessage(bytes)
    const name = tensor.text(TENSOR_NAME)
    const read = readTensor(tensor, name, external)
    count(name, read)
    constants.set(name, read)
  }
  const inputs = graph
    .all(11)
    .filter((input) => !constants.has(nameOf(input)))
    .map(inputOf)
  const outputs = graph.all(12).map(nameOf)
  return {
    inputs,
    outputs,
    graphFor: (shapes) =>
      makeGraph(
        { opset, constants, nodes, outputs },
        inputs.map(({ name }, i) => ({ name, shape: shapes[i] as readonly number[], type: 'float32' })),
      ),
  }
}

/** Of the standard, whatever other domains the file names too. */
function opsetOf(model: Message): number {
  const versions = model
    .all(8)
    .map(readMessage)
    .filter((one) => ['', 'ai.onnx'].includes(one.text(1)))
    .map((one) => one.integer(2))
  const opset = versions[0] ?? 1
  const [first, last] = OPSETS
  if (opset < first || opset > last)
    throw new ModelRefusal(`uses opset ${opset}; supported are ${first} to ${last}; export it with opset_version=18`)
  return opset
}

function inputOf(bytes: Uint8Array): GraphInput {
  const message = readMessage(bytes)
  const tensor = within(within(message, 2), 1)
  const type = tensor?.integer(1)
  if (type !== 1 && type !== 11)
    throw new ModelRefusal(`takes the input ${quoted(message.text(1))} of ${typeNamed(type)}, which is no array of float32`)
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
