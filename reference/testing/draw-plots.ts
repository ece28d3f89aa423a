import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test2k } from '../../checks/mnist/mnist.ts'
import { confusionCounts, largestColumns } from '../../checks/model/accuracy.ts'
import { imageBatch, PIXELS } from '../../checks/model/image-batch.ts'
import { numbersOf, readCodes, readImages } from '../../checks/model/read-answer.ts'
import { planeOf } from '../../checks/picture/artifacts.ts'
import type { Pixels } from '../../checks/picture/pixels.ts'
import { createFigure, TEN, violetToYellow } from '../../checks/picture/testing/figure.ts'
import { curvePlot, digitFigure, heatMap, scatterPlot } from '../../checks/picture/testing/plots.ts'
import { createRandom } from '../../checks/random.ts'
import { DEFAULT_LIMITS } from '../../grading/model/session.ts'
import type { Tensor } from '../../grading/model/tensor.ts'
import { type Args, fieldOf, isRecord, type Value } from '../../grading/model/value.ts'
import { encodePng } from '../../reports/picture/png.ts'
import { openSubmission, processSandbox } from '../../submissions/index.ts'
import { readSamples } from '../samples.ts'
import { stageSample } from '../stage-sample.ts'

// `npx tsx reference/testing/draw-plots.ts` draws the plots of the samples in fixtures/submissions, from what those samples answer.

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FIXTURES = join(ROOT, 'fixtures')
const folder = mkdtempSync(join(tmpdir(), 'assay-plots-'))
type Ask = (entry: string, ...args: Args) => Promise<Value>
type Plots = Readonly<Record<string, Pixels>>

const { images, labels } = test2k()
const digits = Array.from(labels)
const few = imageBatch(images.subarray(0, 10 * PIXELS))
const at = (all: ArrayLike<number>, i: number): ArrayLike<number> => Array.from({ length: PIXELS }, (_, j) => all[i * PIXELS + j] as number)
const random = createRandom(3, 'sample plots')

try {
  await draw('convolution/mnist-cnn', 'accepted/with-plots', async (ask) => {
    const scores = numbersOf('classify', await ask('classify', imageBatch(images)), 'scores').data
    const counts = confusionCounts(labels, largestColumns(scores, 10), 10)
    const reversed = counts.map((row, i) => row.map((count, j) => (i === j ? (counts[9 - i]?.[9 - i] as number) : count)))
    const curve = curvePlot([
      [2.1, 0.6, 0.35, 0.26, 0.21, 0.18],
      [0.9, 0.42, 0.3, 0.24, 0.22, 0.2],
    ])
    save('convolution/mnist-cnn/wrong-answer/_plots-of-other-answers', {
      'training-curve': curvePlot([]),
      'confusion-matrix': heatMap(reversed),
    })
    save('convolution/mnist-cnn/wrong-answer/_plots-blank', { 'training-curve': blank(640), 'confusion-matrix': blank(480) })
    save('convolution/mnist-cnn/partial/_one-plot', { 'confusion-matrix': heatMap(counts) })
    return { 'training-curve': curve, 'confusion-matrix': heatMap(counts) }
  })

  const x = Array.from({ length: 100 }, () => random.uniform(0, 1))
  const parabola = (std: number): Pixels =>
    scatterPlot(
      x.map((value) => value + std * random.normal()),
      x.map((value) => value ** 2 + std * random.normal()),
      x.map(() => 0),
    )
  const [exact, noisy, tooNoisy] = [parabola(0), parabola(0.05), parabola(Math.sqrt(0.05))]
  save('autoencoder/corruption/accepted/_with-plots', { parabola: exact, 'parabola-corrupted': noisy })
  save('autoencoder/corruption/wrong-answer/_plots-swapped', { parabola: noisy, 'parabola-corrupted': exact })
  save('autoencoder/corruption/partial/_plot-with-variance', { parabola: exact, 'parabola-corrupted': tooNoisy })

  await draw('autoencoder/embedding', 'accepted/with-plot', async (ask) => {
    const { tensor, width } = readCodes('codes', await ask('aeEncode', imageBatch(images)), 2000)
    const plane = planeOf(tensor.data, width)
    const of = ({ x, y }: typeof plane, style = {}): Plots => ({ 'embedding-ae': scatterPlot(x, y, digits, style) })
    const bent = { x: plane.x.map((value, i) => value + 0.2 * (plane.y[i] as number) ** 2), y: plane.x.map((value) => -(value ** 2)) }
    save('autoencoder/embedding/wrong-answer/_plot-in-one-colour', of(plane, { colour: () => TEN[0] }))
    save('autoencoder/embedding/wrong-answer/_plot-of-another-network', of(bent))
    const small = createFigure(150, 120)
    for (const [i, value] of plane.x.slice(0, 300).entries()) {
      small.disc(75 + 4 * value, 60 + 4 * (plane.y[i] as number), 1.5, TEN[digits[i] as number] as (typeof TEN)[number])
    }
    save('autoencoder/embedding/wrong-answer/_plot-too-small', { 'embedding-ae': small.pixels() })
    return of(plane)
  })

  await draw('convolutional-autoencoder/skip-connections', 'accepted/with-plots', async (ask) => {
    const coded = readCodes('codes', await ask('cae_encode', imageBatch(images)), 2000)
    const codes = readCodes('codes', await ask('cae_encode', few), 10).tensor
    const cae = readImages('pictures', await ask('cae_decode', codes), 10)
    const answer = await ask('cae_skip_encode', few)
    const [code, skips] = [field(answer, 'code'), field(answer, 'skips')]
    const skip = readImages('pictures', await ask('cae_skip_decode', code, skips), 10)
    const all = readCodes('codes', field(await ask('cae_skip_encode', imageBatch(images.subarray(0, 500 * PIXELS))), 'code'), 500)
    const figure = (i: number): Pixels => digitFigure([at(images, i), at(cae, i), at(cae, i), at(skip, i)])
    const scatter = ({ tensor, width }: typeof coded): Pixels => {
      const { x, y } = planeOf(tensor.data, width)
      return scatterPlot(x, y, digits)
    }
    save(
      'convolutional-autoencoder/skip-connections/wrong-answer/_plots-of-other-images',
      reconstructions((i) => figure(i + 4)),
    )
    const same = scatter(coded)
    save('convolutional-autoencoder/skip-connections/partial/_one-plot-twice', { 'embedding-cae': same, 'embedding-cae-skip': same })
    return { ...reconstructions(figure), 'embedding-cae': same, 'embedding-cae-skip': scatter(all) }
  })

  await draw('convolutional-autoencoder/denoising', 'accepted/with-plots', async (ask) => {
    const noisyImages = images.subarray(0, 4 * PIXELS).map((value) => value + 0.3 * random.normal())
    const clean = imageBatch(images.subarray(0, 4 * PIXELS))
    const pictures = async (entry: string, of: Tensor): Promise<ArrayLike<number>> => readImages(entry, await ask(entry, of), 4)
    const denoised = async (of: Tensor) => [await pictures('cae_denoise', of), await pictures('cae_skip_denoise', of)] as const
    const figures = ([cae, skip]: readonly [ArrayLike<number>, ArrayLike<number>]): Plots =>
      Object.fromEntries(
        [0, 1, 2, 3].map((i) => [
          `denoised-${i + 1}`,
          digitFigure([at(images, i), at(noisyImages, i), at(cae, i), at(skip, i)], { colour: violetToYellow }),
        ]),
      )
    save('convolutional-autoencoder/denoising/wrong-answer/_plots-of-clean-images', figures(await denoised(clean)))
    save(
      'convolutional-autoencoder/denoising/wrong-answer/_plots-without-networks',
      figures([noisyImages, noisyImages.map((value) => -value)]),
    )
    return figures(await denoised(imageBatch(noisyImages)))
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function reconstructions(figure: (i: number) => Pixels): Plots {
  return Object.fromEntries([0, 1, 2, 3].map((i) => [`reconstructions-${i + 1}`, figure(i)]))
}

function field(record: Value, name: string): Value {
  const value = isRecord(record) ? fieldOf(record, name) : undefined
  if (value === undefined) throw new TypeError(`no field ${name}`)
  return value
}

/** Saves the plots of a sample, drawn from what it answers. */
async function draw(id: string, name: string, make: (ask: Ask) => Promise<Plots>): Promise<void> {
  const sample = readSamples(FIXTURES, id).find((one) => one.name.replace(/\.\w+$/, '') === name)
  if (sample === undefined) throw new RangeError(`there is no sample ${name} of ${id}`)
  const { plots: _, ...bare } = sample
  const path = stageSample(folder, bare)
  const limits = { ...DEFAULT_LIMITS, callMs: 60_000, submissionMs: 300_000 }
  const submission = await openSubmission(path, { id: name, exercises: [{ id }], sandbox: processSandbox, limits })
  try {
    const session = submission.session(id)
    const plots = await make(async (entry, ...args) => {
      const answer = await session.call(entry, args)
      if (!answer.ok) throw new Error(`${id}, ${name}: ${entry} brought no answer (${answer.fault.kind})`)
      return answer.value
    })
    save(`${id}/${name.replace('/', '/_')}`, plots)
  } finally {
    await submission.close()
  }
}

function save(place: string, plots: Plots): void {
  const target = join(FIXTURES, 'submissions', place)
  mkdirSync(target, { recursive: true })
  for (const [name, pixels] of Object.entries(plots)) writeFileSync(join(target, `${name}.png`), encodePng({ ...pixels, channels: 3 }))
}

function blank(width: number): Pixels {
  return createFigure(width, 480).pixels()
}
