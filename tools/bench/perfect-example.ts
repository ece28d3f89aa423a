import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CatalogueEntry, loadCatalogue } from '#grading/sheet/catalogue'
import { ROOT } from './command-line.ts'

/**
 * Exercises whose answers are computed by plain functions: networks take a hundred times as long, in their own parts of the benchmark.
 */
export function isPlain(exerciseId: string): boolean {
  return /^(gradient-descent|backpropagation|cross-entropy)\/|^convolution\/output-size$/.test(exerciseId)
}

/** Hand-ins of the sample class that score full marks on all plain exercises. */
const PERFECT = { typescript: 'alder', python: 'hazel' }

/** Of the example in TypeScript: networks, and what they need. */
export const NETWORKS = ['mnist-cnn.ts', 'embedding.ts', 'weights.ts', 'weights']

export function perfectExample(language: keyof typeof PERFECT): string {
  return join(ROOT, 'examples/class', PERFECT[language])
}

/** The nine exercises that need neither data nor a trained model. */
export async function computedExercises(): Promise<readonly CatalogueEntry[]> {
  const entries = (await loadCatalogue()).filter(({ exercise }) => isPlain(exercise.id))
  if (entries.length !== 9) throw new Error(`expected nine plain exercises, found ${entries.map(({ exercise }) => exercise.id).join(', ')}`)
  return entries
}

/** Of which there is an accepted sample with numpy. */
export const WITH_NUMPY = ['gradient-descent/step', 'gradient-descent/mini-batch', 'cross-entropy/roles', 'cross-entropy/optimum']

/** A right answer with numpy to four exercises, in one file. */
export function numpyExample(): string {
  return WITH_NUMPY.map((id) => readFileSync(join(ROOT, 'fixtures/submissions', id, 'accepted/arrays.py'), 'utf8')).join('\n')
}
