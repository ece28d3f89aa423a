import { join } from 'node:path'
import { type CatalogueEntry, loadCatalogue } from '../../reference/catalogue.ts'
import { ROOT } from './command-line.ts'

/** Hand-ins of the sample class that score full marks on the computed exercises. */
const PERFECT = { typescript: 'alder', python: 'hazel' }

export function perfectExample(language: keyof typeof PERFECT): string {
  return join(ROOT, 'submissions/examples', PERFECT[language])
}

const WITH_DATA: ReadonlySet<string> = new Set(['autoencoder', 'convolutional-autoencoder'])

/** The nine exercises that need neither data nor a trained model. */
export async function computedExercises(): Promise<readonly CatalogueEntry[]> {
  const entries = (await loadCatalogue()).filter(
    ({ exercise: { id } }) => !WITH_DATA.has(id.split('/')[0] ?? '') && id !== 'convolution/mnist-cnn',
  )
  if (entries.length !== 9)
    throw new Error(`expected nine computed exercises, found ${entries.map(({ exercise }) => exercise.id).join(', ')}`)
  return entries
}
