import { ModelRefusal, quoted } from '../../refusal.ts'
import type { OnnxNode } from './node.ts'
import type { AttributeRule, AttributeValue, Operator } from './operator.ts'
import { type Message, readMessage } from './protobuf.ts'
import { readTensor } from './tensor-proto.ts'

/** Where students read which operators and attributes are read. */
export const OPERATORS_PAGE = 'docs/onnx-operators.md'

// Numbers of the fields of AttributeProto in onnx.proto, and what `type` says of them.
const TYPE = 20
const KINDS: {
  readonly [K in AttributeRule['is']]: { readonly type: number; read(message: Message, label: string): AttributeValue | undefined }
} = {
  float: { type: 1, read: (message) => message.floats(2)[0] },
  integer: { type: 2, read: (message) => message.integer(3) },
  text: { type: 3, read: (message) => message.text(4) },
  tensor: {
    type: 4,
    read: (message, label) => {
      const bytes = message.bytes(5)
      return bytes === undefined ? undefined : readTensor(readMessage(bytes), label)
    },
  },
  floats: { type: 6, read: (message) => message.floats(7) },
  integers: { type: 7, read: (message) => message.integers(8) },
}

/**
 * The attributes of a node. Each has a rule of its operator: one without is refused, not passed over.
 *
 * @throws ModelRefusal for an attribute that is not read, or with a value that is not.
 */
export function readAttributes(
  { attributes, label, type }: OnnxNode,
  operator: Operator,
  opset: number,
): ReadonlyMap<string, AttributeValue> {
  const rules = operator.attributes ?? {}
  const values = new Map<string, AttributeValue>()
  for (const [name, message] of attributes) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined || opset < (rule.since ?? 0) || opset > (rule.until ?? opset))
      throw new ModelRefusal(
        `has the ${label} with the attribute ${quoted(name)}, which is not supported in opset ${opset}; see ${OPERATORS_PAGE}`,
      )
    const kind = KINDS[rule.is]
    const said = message.integer(TYPE)
    const value = said === undefined || said === kind.type ? kind.read(message, `${label} ${name}`) : undefined
    if (value === undefined) throw new ModelRefusal(`has the ${label} with the attribute ${quoted(name)}, which is no ${rule.is}`)
    requireRead(rule, name, value, label)
    values.set(name, value)
  }
  for (const [name, { missing }] of Object.entries(rules)) {
    if (missing !== undefined && !values.has(name)) values.set(name, missing)
  }
  const required = ['blocksize', 'num_groups', 'to', ...(type === 'Concat' ? ['axis'] : [])]
  const absent = required.find((name) => Object.hasOwn(rules, name) && !values.has(name))
  if (absent !== undefined) throw new ModelRefusal(`has the ${label} without ${absent}`)
  return values
}

function requireRead({ only, noEffect }: AttributeRule, name: string, value: AttributeValue, label: string): void {
  if (only === undefined || noEffect !== undefined) return
  const given = (Array.isArray(value) ? value : [value]) as readonly (number | string)[]
  if (given.every((one) => only.includes(one))) return
  const shown = Array.isArray(value)
    ? `[${value.slice(0, 10).join(', ')}]`
    : typeof value === 'string'
      ? quoted(value).slice(1, -1)
      : String(value)
  throw new ModelRefusal(`has the ${label} with ${name} ${shown}, which is not supported; use ${only.join(' or ')}`)
}
