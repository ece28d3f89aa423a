import type { Args, CheckContext, Value } from 'assay'
import { type Asker, accuracy, once } from 'assay/checks'
import { imageBatch } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { type Classes, readClasses } from './read-classes.ts'

/** What the 2000 test images are taken for. */
export async function classesOf2k(ask: Asker, context: CheckContext): Promise<Classes> {
  const args = context.memo<Args>('test2k', () => [imageBatch(test2k().images)])
  return classesOf(await ask('classify', args), 2000)
}

/** The share of any images that is read right; `name` is theirs for the whole class. */
export async function shareOf(
  ask: Asker,
  context: CheckContext,
  name: string,
  make: () => Float32Array,
  labels: ArrayLike<number>,
): Promise<number> {
  const args = context.memo<Args>(`images:${name}`, () => [imageBatch(make())])
  return accuracy(labels, classesOf(await ask('classify', args), labels.length).labels)
}

function classesOf(answer: Value, count: number): Classes {
  return once(answer, 'classes', () => readClasses(answer, count))
}
