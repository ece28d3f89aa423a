import { ModelRefusal } from '../../refusal.ts'
import { OPERATORS_PAGE } from './attributes.ts'
import type { OnnxNode } from './node.ts'
import type { Operator } from './operator.ts'
import { ARRANGEMENT } from './operators/arrangement.ts'
import { CONSTANTS } from './operators/constants.ts'
import { CONVOLUTIONS } from './operators/convolution.ts'
import { ELEMENTWISE } from './operators/elementwise.ts'
import { NORMALISATIONS } from './operators/normalisation.ts'
import { PADDINGS } from './operators/padding.ts'
import { POOLINGS } from './operators/pooling.ts'
import { PRODUCTS } from './operators/product.ts'
import { QUANTISED } from './operators/quantised.ts'
import { REDUCTIONS } from './operators/reduction.ts'
import { RESIZES } from './operators/resize.ts'

/** Of the standard ONNX. Before the first, operators say in attributes of their own how shapes are repeated. */
export const OPSETS = [7, 25] as const

/** The operators that are run. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...CONVOLUTIONS,
  ...POOLINGS,
  ...PRODUCTS,
  ...NORMALISATIONS,
  ...ELEMENTWISE,
  ...REDUCTIONS,
  ...ARRANGEMENT,
  ...RESIZES,
  ...PADDINGS,
  ...QUANTISED,
  ...CONSTANTS,
}

/** @throws ModelRefusal for an operator that is not run, or that the opset does not have. */
export function operatorOf({ label, type, inputs }: OnnxNode, opset: number): Operator {
  const operator = Object.hasOwn(OPERATORS, type) ? OPERATORS[type] : undefined
  if (operator === undefined)
    throw new ModelRefusal(`has the ${label}, which is not supported; the operators that are run are listed in ${OPERATORS_PAGE}`)
  const first = operator.versions[0] as number
  if (opset < first) throw new ModelRefusal(`has the ${label}, which is supported from opset ${first} on; the model says opset ${opset}`)
  if (opset > (operator.until ?? opset))
    throw new ModelRefusal(`has the ${label}, which ONNX has until opset ${operator.until}; the model says opset ${opset}`)
  const [least, most] = operator.inputs
  if (inputs.length < least || inputs.length > most) {
    const expected = least === most ? least : `${least} to ${most}`
    throw new ModelRefusal(`has the ${label} with ${inputs.length} inputs; expected ${expected}`)
  }
  return operator
}
