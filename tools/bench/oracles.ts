import { neighbourAccuracy } from '#checks/quality/nearest-neighbours'
import { measureDenoised } from '#checks/quality/noise-gain'
import { meanSquaredError } from '#checks/quality/squared-error'
import { countedRandom } from '#grading/networks/backend/random'
import { test2k } from '../../reference/quality/mnist/mnist.ts'
import { pcaError } from '../../reference/quality/pca-error.ts'
import { type Figure, median, under } from './figures.ts'

const ROUNDS = 5
const DIMENSIONS = 2

/** What decides about trained networks, all on 2000 images: errors, PCA's for comparison, noise gain, five nearest neighbours. */
export async function oracles(): Promise<readonly Figure[]> {
  const { images, labels } = test2k()
  const { normal } = countedRandom(1, 'bench')
  const noisy = images.map((pixel, i) => pixel + 0.3 * normal(i))
  const codes = Float32Array.from({ length: DIMENSIONS * labels.length }, (_, i) => normal(i))
  const elapsed: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    meanSquaredError(noisy, images)
    measureDenoised(images, noisy, noisy)
    neighbourAccuracy(codes, DIMENSIONS, labels)
    for (const components of [2, 10, 32]) pcaError(components)
    elapsed.push(performance.now() - started)
  }
  return [under('oracles: errors, PCA, noise gain, 5 neighbours of 2000 images', median(elapsed), 1000)]
}
