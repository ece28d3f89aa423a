import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { operatorsPage } from '../../testing/operators-page.ts'
import { fixture } from '../../testing/refusal-of.ts'
import type { AttributeRule } from './operator.ts'
import { OPERATORS, OPSETS } from './operators.ts'

interface Description {
  readonly deprecated: boolean
  readonly attributes: Readonly<Record<string, { readonly is: string; readonly default: unknown }>>
}

/** What the package onnx says, by operator and version; written by `make_operators.py`. */
const standard = JSON.parse(fixture('onnx/schemas.json').toString('utf8')) as Record<string, Record<string, Description>>
const names = Object.keys(OPERATORS)

const TYPES: Readonly<Record<string, AttributeRule['is']>> = {
  INT: 'integer',
  INTS: 'integers',
  FLOAT: 'float',
  FLOATS: 'floats',
  STRING: 'text',
  TENSOR: 'tensor',
}
/** Attributes of the standard that are not read, whatever they say, and therefore refused. */
const REFUSED = new Set(['Constant sparse_value', 'Constant value_string', 'Constant value_strings'])
/** Defaults that depend on the opset or on other inputs. */
const OWN_DEFAULT = new Set(['Softmax axis', 'LogSoftmax axis', 'Clip min', 'Clip max'])
const noEffect = (name: string, attribute: string): boolean => OPERATORS[name]?.attributes?.[attribute]?.noEffect !== undefined

/** The descriptions that some opset we read uses: [opset, version, what it says]. */
function usedBy(name: string): readonly (readonly [opset: number, version: number, said: Description])[] {
  const versions = Object.keys(standard[name] ?? {}).map(Number)
  return Array.from({ length: OPSETS[1] - OPSETS[0] + 1 }, (_, i) => OPSETS[0] + i).flatMap((opset) => {
    const version = Math.max(...versions.filter((one) => one <= opset))
    const said = standard[name]?.[version]
    // Upsample gave way to Resize; GroupNormalization was described anew, and both are read.
    return said === undefined || opset > (OPERATORS[name]?.until ?? opset) ? [] : [[opset, version, said] as const]
  })
}

describe('the table of ONNX operators', () => {
  it('is known to the standard, and compared with it in full', () => {
    expect(Object.keys(standard).sort()).toEqual([...names].sort())
    expect(names.length).toBeGreaterThan(90)
  })

  it.each(names)('%s lists exactly the versions of the opsets that are read', (name) => {
    const used = [...new Set(usedBy(name).map(([, version]) => version))]
    expect(OPERATORS[name]?.versions).toEqual(used)
    const given = Object.keys(standard[name] ?? {}).map(Number)
    const ended = given.find((version) => standard[name]?.[version]?.deprecated === true && version === given.at(-1))
    expect(OPERATORS[name]?.until).toBe(ended === undefined ? undefined : ended - 1)
  })

  it.each(names)('%s has a rule for every attribute of the standard, of its type and default, and no other', (name) => {
    for (const [opset, , { attributes }] of usedBy(name)) {
      const rules = Object.entries(OPERATORS[name]?.attributes ?? {}).filter(
        ([, { since = 0, until = opset }]) => since <= opset && opset <= until,
      )
      const expected = Object.keys(attributes).filter((attribute) => !REFUSED.has(`${name} ${attribute}`))
      expect({ opset, read: rules.map(([attribute]) => attribute).sort() }).toEqual({ opset, read: expected.sort() })
      for (const [attribute, rule] of rules) {
        const said = attributes[attribute]
        expect({ opset, attribute, is: rule.is }).toEqual({ opset, attribute, is: TYPES[said?.is ?? ''] })
        if (OWN_DEFAULT.has(`${name} ${attribute}`) || noEffect(name, attribute)) continue
        const usual = typeof rule.missing === 'number' ? Math.fround(rule.missing) : rule.missing
        expect({ opset, attribute, usual }).toEqual({ opset, attribute, usual: said?.default ?? undefined })
      }
    }
  })

  it('is written down where students read about it', async () => {
    await expect(operatorsPage()).toMatchFileSnapshot(fileURLToPath(new URL('../../../../../docs/onnx-operators.md', import.meta.url)))
  })
})
