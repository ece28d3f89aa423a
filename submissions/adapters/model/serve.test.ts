import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSafetensors } from '#grading/model/safetensors'
import type { Tensor } from '#grading/model/tensor'
import { loadEngine } from '#grading/networks/backend/engine'
import { setTensorsInChild } from '../javascript/child-global.ts'
import { functionsOf, type ServedModel } from './serve.ts'

type Named = Readonly<Record<string, unknown>>
type Run = (...args: readonly unknown[]) => Promise<unknown>

const skip = (layer: string, name: string, more: Named = {}): Named => ({ layer, name, ...more })
const kept = (layer: string, name: string): Named => skip(layer, name, { shape: [1, 2] })
/** x1 is the images, x2 the images doubled; the code is the images doubled. */
const ENCODER = [skip('Skip', 'x1'), skip('AddSkip', 'x1'), skip('Skip', 'x2')]
/** The code, then x2, then x1: the other way round than they were kept. */
const DECODER = [kept('ConcatSkip', 'x2'), kept('ConcatSkip', 'x1')]
const IMAGES: Tensor = { dtype: 'float32', shape: [1, 1, 2], data: Float32Array.of(1, 3) }

let root = ''
beforeEach(async () => {
  setTensorsInChild((await loadEngine(['wasm'])).tf)
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  mkdirSync(join(root, 'models'))
}, 300_000)
afterEach(() => rmSync(root, { recursive: true, force: true }))

function served(role: string, layers: readonly Named[], more: Named = {}): ServedModel {
  const [file, declaration] = [`models/${role}.safetensors`, `models/${role}.json`]
  writeFileSync(join(root, file), writeSafetensors(new Map(), {}, 'F32'))
  writeFileSync(join(root, declaration), JSON.stringify({ input: [1, 2], layers, ...more }))
  const gives = role === 'encoder' ? { gives: 'code and skips' as const } : {}
  return { role, entry: role, format: 'safetensors', file, declaration, ...gives }
}

function functions(encoder: readonly Named[], decoder: readonly Named[], more: Named = {}): Readonly<Record<'encoder' | 'decoder', Run>> {
  return functionsOf([served('encoder', encoder), served('decoder', decoder, more)], root) as Record<'encoder' | 'decoder', Run>
}

/** As the grading process hands records back. */
function native(skips: unknown): unknown {
  return skips instanceof Map ? Object.fromEntries(skips) : skips
}

const numbersOf = (answer: unknown): readonly number[] => [...(answer as Tensor).data]

describe('skips of declared layers', () => {
  it('are handed over by their names, in whatever order the decoder takes them', async () => {
    const { encoder, decoder } = functions(ENCODER, DECODER)
    const { code, skips } = (await encoder(IMAGES)) as { readonly code: Tensor; readonly skips: unknown }
    expect(numbersOf(code)).toEqual([2, 6])
    expect(skips).toBeInstanceOf(Map)
    expect(numbersOf(await decoder(code, native(skips)))).toEqual([2, 6, 2, 6, 1, 3])
  })

  it('are refused where the decoder takes one that is not handed out', async () => {
    const { encoder, decoder } = functions([skip('Skip', 'x1'), skip('Skip', 'other')], DECODER)
    const { code, skips } = (await encoder(IMAGES)) as { readonly code: Tensor; readonly skips: unknown }
    await expect(decoder(code, native(skips))).rejects.toThrow(
      'models/decoder.safetensors takes the skip "x2"; handed out are "x1", "other"',
    )
  })

  it('of one shape and without names are taken in the order that the declaration says, and refused where it says none', async () => {
    const doubled: Tensor = { ...IMAGES, data: Float32Array.of(2, 6) }
    const list = [IMAGES, doubled]
    await expect(functions(ENCODER, DECODER).decoder(doubled, list)).rejects.toThrow(
      'takes the skips "x2" and "x1", some of one shape, which come without names; say their order beside its layers: "skips": ["x2", "x1"]',
    )
    const { decoder } = functions(ENCODER, DECODER, { skips: ['x1', 'x2'] })
    expect(numbersOf(await decoder(doubled, list))).toEqual([2, 6, 2, 6, 1, 3])
  })

  it('may be a single one without a name', async () => {
    const { decoder } = functions(ENCODER, DECODER.slice(1))
    expect(numbersOf(await decoder({ ...IMAGES, data: Float32Array.of(5, 5) }, [IMAGES]))).toEqual([5, 5, 1, 3])
  })

  it('that are null are none', async () => {
    const { decoder } = functions(ENCODER, DECODER.slice(1))
    await expect(decoder(IMAGES, null)).rejects.toThrow('takes 2 inputs; decoder is given 1')
  })
})

it('names the file of layers, not that of weights, where it is the one that cannot be read', async () => {
  const { encoder: unread } = functionsOf([served('encoder', [], { strides: 2 })], root) as { readonly encoder: Run }
  await expect(unread(IMAGES)).rejects.toThrow('models/encoder.json has the field "strides" in its declaration')
})
