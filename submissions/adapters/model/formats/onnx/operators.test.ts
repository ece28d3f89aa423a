import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sizeOf } from '#grading/model/tensor'
import { loadEngine } from '#grading/networks/backend/engine'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { createRunner } from '../../graph/run.ts'
import { fixture } from '../../testing/refusal-of.ts'
import { OPERATORS } from './operators.ts'
import { readOnnx } from './read-onnx.ts'

interface Answer {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

interface Case {
  readonly name: string
  /** In base64. */
  readonly model: string
  /** Shapes. */
  readonly inputs: readonly (readonly number[])[]
  readonly outputs: readonly Answer[]
}

const { cases } = JSON.parse(fixture('onnx/operators.json').toString('utf8')) as { readonly cases: readonly Case[] }

/** Sums of up to 108 float32 numbers in another order, and an erf that is exact to 1.5e-7. */
const FLOAT32 = { rtol: 1e-6, atol: 1e-6 }

let tf: Tfjs
beforeAll(async () => {
  tf = (await loadEngine(['wasm'])).tf
}, 300_000)

/** As `make_operators.py` makes them. */
function filled(shape: readonly number[], place: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => (((7 * i + 3 + 5 * place) % 23) - 11) / 8)
}

describe('an ONNX operator', () => {
  const compared = { graphs: 0, numbers: 0, worst: 0, where: 'none' }
  afterAll(() => {
    const { graphs, numbers, worst, where } = compared
    process.stdout.write(
      `ONNX: ${Object.keys(OPERATORS).length} operators; ${graphs} graphs, ${numbers} numbers, the worst difference from onnxruntime ${worst.toExponential(1)} of the largest number of its answer, or of 1 (${where})\n`,
    )
  })

  it.each(cases.map((one) => [one.name, one] as const))('answers as onnxruntime does: %s', (name, { model, inputs, outputs }) => {
    const runner = createRunner(
      tf,
      readOnnx(Buffer.from(model, 'base64')),
      inputs.map((shape) => shape.slice(1)),
    )
    const got = runner.run(inputs.map(filled), inputs[0]?.[0] as number)
    expect(got.map(({ shape }) => shape)).toEqual(outputs.map(({ shape }) => shape))
    compared.graphs++
    outputs.forEach(({ data }, i) => {
      const largest = Math.max(...data.map(Math.abs))
      compared.numbers += data.length
      data.forEach((value, at) => {
        const found = got[i]?.data[at] as number
        const apart = Math.abs(found - value) / Math.max(1, largest)
        if (apart > compared.worst) Object.assign(compared, { worst: apart, where: name })
        if (!(Math.abs(found - value) <= FLOAT32.atol + FLOAT32.rtol * largest)) expect({ at, found }).toEqual({ at, found: value })
      })
    })
  })
})
