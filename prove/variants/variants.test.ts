import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '#grading/sheet/catalogue'
import { languageOf, readSamples, type Sample } from '#grading/sheet/samples'
import { lacks } from '#tools/testing/require-tool'
import { type Bench, createBench } from '../bench.ts'
import { stageVariant, type Variant, variantsFor, variantsOf } from './variants.ts'

const ROOT = join(import.meta.dirname, '../..')
const SEED = 7041
const noPython = lacks('python3', 'restated Python samples')
const numpy = !noPython && !lacks('numpy', 'restated samples with numpy')

/**
 * A TypeScript and a Python sample each of exercises that take vectors, lists of matrices, records and classes. Every way of telling is
 * tried once in each language; `assay prove` takes all samples in all ways.
 */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  'gradient-descent/step': ['arrays.py'],
  'backpropagation/softmax': ['by-log-softmax.ts', 'typed_or_plain.py'],
  'backpropagation/linear-network': ['squared-norm.ts', 'plain-lists.py'],
  'autoencoder/linear-is-pca': ['divided-by-n-minus-1.js', 'arrays.py'],
  'convolution/mnist-cnn': ['labels.js', 'probabilities.py'],
}
/** The others of this exercise ask a trained network about 2000 images. */
const OF_MATRICES = /^matrix-/

const folder = mkdtempSync(join(tmpdir(), 'assay-variants-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const catalogue = await loadCatalogue()
const benches = new Map<string, Bench>()
const cases: { id: string; name: string; variant: string; sample: Sample; entry: CatalogueEntry }[] = []
const told = new Set<string>()
const variants: readonly Variant[] = catalogue.flatMap(({ exercise }) => variantsFor(exercise))
for (const { exercise, ...rest } of catalogue) {
  const names = CHOSEN[exercise.id] ?? []
  if (names.length === 0) continue
  const checks = exercise.id === 'convolution/mnist-cnn' ? exercise.checks.filter(({ id }) => OF_MATRICES.test(id)) : exercise.checks
  const entry = { ...rest, exercise: { ...exercise, checks } }
  benches.set(exercise.id, await createBench(entry, new AbortController().signal))
  for (const sample of readSamples(join(ROOT, 'fixtures'), exercise.id)) {
    if (!names.some((name) => sample.name === `accepted/${name}`) || (noPython && sample.file.endsWith('.py'))) continue
    for (const { name: variant } of variantsOf(exercise, sample, numpy)) {
      const way = `${variant} in ${languageOf(sample)}`
      if (told.has(way)) continue
      told.add(way)
      cases.push({ id: exercise.id, name: sample.name, variant, sample, entry })
    }
  }
}

describe('a right sample', () => {
  it.each(cases)('of $id, $name, keeps full marks told as $variant', async ({ id, variant, sample, entry }) => {
    const chosen = variantsOf(entry.exercise, sample, numpy).find(({ name }) => name === variant)
    if (chosen === undefined) throw new Error(variant)
    const [result] = await (benches.get(id) as Bench).grade(stageVariant(folder, entry.exercise, sample, chosen), [SEED], 4)
    expect(result?.checks.filter(({ verdict }) => verdict !== 'accepted').map(({ id: check, findings }) => [check, findings])).toEqual([])
    expect(result?.score).toBe(result?.max)
  })

  it.skipIf(lacks('numpy', 'every way of restating'))('is told in every way in every language that the way is for', () => {
    expect([...told].sort()).toEqual(
      [...new Set(variants.flatMap(({ name, languages }) => languages.map((language) => `${name} in ${language}`)))].sort(),
    )
  })

  it('is told in several ways in each exercise with functions', () => {
    const ways = catalogue.map(({ exercise }) => {
      const right = readSamples(join(ROOT, 'fixtures'), exercise.id).filter(({ verdict }) => verdict === 'accepted')
      return { id: exercise.id, ways: new Set(right.flatMap((sample) => variantsOf(exercise, sample, true).map(({ name }) => name))).size }
    })
    expect(ways).toHaveLength(16)
    expect(ways.filter((one) => one.ways < 6)).toEqual([{ id: 'autoencoder/concepts', ways: 0 }])
  })
})

describe('a wrong sample', () => {
  it.each(['float32', 'weights: in-out'])('stays wrong told as %s', async (name) => {
    const id = 'backpropagation/linear-network'
    const bench = benches.get(id) as Bench
    const sample = readSamples(join(ROOT, 'fixtures'), id).find((one) => one.name === 'wrong-answer/not-transposed.ts') as Sample
    const variant = variantsFor(bench.exercise).find((one) => one.name === name)
    if (variant === undefined) throw new Error(name)
    const [result] = await bench.grade(stageVariant(folder, bench.exercise, sample, variant), [SEED], 4)
    expect(result?.checks.map(({ verdict }) => verdict)).toContain('wrong-answer')
  })
})
