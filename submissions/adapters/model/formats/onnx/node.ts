import { ModelRefusal, quoted } from '../../refusal.ts'
import { type Message, readMessage } from './protobuf.ts'

export interface OnnxNode {
  readonly type: string
  /** As messages name it. */
  readonly label: string
  /** Empty names stand for optional inputs that were left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** AttributeProto by name. */
  readonly attributes: ReadonlyMap<string, Message>
}

/** They run other steps again and again, or choose among them. */
const CONTROL = new Set(['Loop', 'If', 'Scan', 'SequenceMap'])

/** @throws ModelRefusal for a node that is not of the standard, or that holds other nodes. */
export function readNode(bytes: Uint8Array, index: number): OnnxNode {
  const message = readMessage(bytes)
  const type = message.text(4)
  const domain = message.text(7)
  const name = message.text(3)
  const label = `step ${name === '' ? index + 1 : quoted(name)} (${type.slice(0, 40).replace(/[^\w.-]/g, '?')})`
  if (domain !== '' && domain !== 'ai.onnx')
    throw new ModelRefusal(`has the ${label} of the domain ${quoted(domain)}; operators beyond the ONNX standard are not run`)
  if (CONTROL.has(type)) throw new ModelRefusal(`has the ${label}; loops and branches are not run, as a model could run without end`)
  const attributes = new Map(
    message
      .all(5)
      .map(readMessage)
      .map((attribute) => [attribute.text(1), attribute]),
  )
  for (const [key, attribute] of attributes) {
    if (attribute.all(6).length + attribute.all(11).length > 0)
      throw new ModelRefusal(`has the ${label} with a graph inside (${quoted(key)}), which is not run`)
  }
  const texts = (field: number): readonly string[] => message.all(field).map((text) => new TextDecoder().decode(text))
  return { type, label, inputs: texts(1), outputs: texts(2), attributes }
}
