import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../../reference/catalogue.ts'
import { readSamples, type Sample } from '../../../reference/samples.ts'
import { lacks } from '../../testing/require-tool.ts'
import { type Bench, createBench } from '../bench.ts'
import { stageVariant, variants, variantsOf } from './variants.ts'

const ROOT = join(import.meta.dirname, '../../..')
const SEED = 7041
const noPython = lacks('python3', 'restated Python samples')
const numpy = !noPython && !lacks('numpy', 'restated samples with numpy')

/** A TypeScript and a Python sample each of exercises that take vectors, lists of matrices, records and classes; `assay prove` takes all. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  'gradient-descent/step': ['arrays.py'],
  'backpropagation/softmax': ['by-log-softmax.ts', 'typed_or_plain.py'],
  'backpropagation/linear-network': ['squared-norm.ts', 'plain-lists.py'],
  'cross-entropy/optimum': ['arrays.py', 'bias-first-row.ts'],
}

const folder = mkdtempSync(join(tmpdir(), 'assay-variants-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const benches = new Map<string, Bench>()
const cases: { id: string; name: string; variant: string; sample: Sample; entry: CatalogueEntry }[] = []
for (const entry of await loadCatalogue()) {
  const names = CHOSEN[entry.exercise.id] ?? []
  if (names.length === 0) continue
  benches.set(entry.exercise.id, await createBench(entry, new AbortController().signal))
  for (const sample of readSamples(join(ROOT, 'fixtures'), entry.exercise.id)) {
    if (!names.some((name) => sample.name === `accepted/${name}`) || (noPython && sample.file.endsWith('.py'))) continue
    for (const variant of variantsOf(entry.exercise, sample, numpy))
      cases.push({ id: entry.exercise.id, name: sample.name, variant: variant.name, sample, entry })
  }
}

describe('a right sample', () => {
  it.each(cases)('of $id, $name, keeps full marks told as $variant', async ({ id, variant, sample, entry }) => {
    const chosen = variants.find(({ name }) => name === variant)
    if (chosen === undefined) throw new Error(variant)
    const [result] = await (benches.get(id) as Bench).grade(stageVariant(folder, entry.exercise, sample, chosen), [SEED], 4)
    expect(result?.checks.filter(({ verdict }) => verdict !== 'accepted').map(({ id: check, findings }) => [check, findings])).toEqual([])
    expect(result?.score).toBe(result?.max)
  })

  it.skipIf(!numpy)('is told in every way at least once', () => {
    expect(new Set(cases.map(({ variant }) => variant))).toEqual(new Set(variants.map(({ name }) => name)))
  })
})

describe('a wrong sample', () => {
  it.each(['float32', 'row vectors', 'extra keys', 'weights (in, out)'])('stays wrong told as %s', async (name) => {
    const id = 'backpropagation/linear-network'
    const bench = benches.get(id) as Bench
    const sample = readSamples(join(ROOT, 'fixtures'), id).find((one) => one.name === 'wrong-answer/not-transposed.ts') as Sample
    const variant = variants.find((one) => one.name === name)
    if (variant === undefined) throw new Error(name)
    const [result] = await bench.grade(stageVariant(folder, bench.exercise, sample, variant), [SEED], 4)
    expect(result?.checks.map(({ verdict }) => verdict)).toContain('wrong-answer')
  })
})
