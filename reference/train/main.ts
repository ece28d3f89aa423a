/** `npm run train -- <model>`: trains one of the reference networks and stores its weights. */

import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sizeOf, type Tensor } from 'assay/math'
import { parametersOf, stagesOf } from 'assay/networks'
import { Command, CommanderError, Option } from 'commander'
import { readSafetensors, writeSafetensors } from '../../grading/model/safetensors.ts'
import { loadEngine } from '../../grading/networks/backend/engine.ts'
import { LARGEST_SEED, wholeNumber } from '../../grading/runner/numbers.ts'
import { durationText } from '../../grading/runner/run/progress.ts'
import { UsageError } from '../../grading/runner/usage-error.ts'
import { writeWhole } from './checkpoint.ts'
import { measure, verdicts } from './measure.ts'
import { RECIPES } from './models.ts'
import { startReport } from './report.ts'
import { train } from './train.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SHIPPED = join(ROOT, 'reference/data/weights')
const DRAFTS = join(ROOT, 'assay-out/train')

interface Options {
  readonly epochs?: number
  readonly images?: number
  readonly seed: number
  readonly out?: string
}

async function run(model: string, { epochs, images, seed, out }: Options): Promise<number> {
  const planned = RECIPES.get(model)
  if (planned === undefined) throw new UsageError(`there is no model ${model}; there are ${[...RECIPES.keys()].join(', ')}`)
  const recipe = { ...planned, epochs: epochs ?? planned.epochs, images: images ?? planned.images }
  const { tf, version } = await loadEngine()
  const say = (text: string): void => void process.stderr.write(text)
  const parameters = stagesOf(recipe.network).flatMap(parametersOf)
  const count = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  say(`${model}: ${count} parameters, ${recipe.epochs} epochs of ${recipe.images} images, seed ${seed}, ${version}\n`)

  const report = startReport(recipe.epochs, { say, terminal: process.stderr.isTTY === true, now: () => performance.now() })
  const state = train(tf, recipe, {
    seed,
    checkpoint: join(DRAFTS, `${model}.checkpoint.safetensors`),
    onStep: report.step,
    onResume: (epoch) => say(`resumes after epoch ${epoch}\n`),
  })

  const stored = new Map(
    parameters.map(({ name, shape }): [string, Tensor] => [
      name,
      { dtype: 'float64', shape, data: state.get(name)?.values ?? new Float64Array(0) },
    ]),
  )
  const settings = { model, epochs: String(recipe.epochs), images: String(recipe.images), seed: String(seed) }
  // Half floats: half the size, and what is measured is what is stored.
  const rounded = readSafetensors(writeSafetensors(stored, settings, 'F16')).tensors
  const tensors = new Map([...rounded].map(([name, { data, shape }]) => [name, tf.tensor(data as Float32Array, [...shape])]))
  const measured = measure(tf, recipe.network, tensors)
  const judged = verdicts(recipe.targets, measured)
  const reached = judged.every((target) => target.reached)
  const folder = out === undefined ? (reached ? SHIPPED : DRAFTS) : resolve(out)
  const file = join(folder, `${model}.safetensors`)
  const results = Object.fromEntries([...measured].map(([quantity, value]) => [quantity, value.toPrecision(6)]))
  writeWhole(file, writeSafetensors(stored, { ...settings, ...results }, 'F16'))
  say(`${model} on the first 2000 test images: ${judged.map(({ says }) => says).join(', ')}\n`)
  say(`written to ${relative(process.cwd(), file)} after ${durationText(report.seconds())}\n`)
  return reached ? 0 : 1
}

const program = new Command('train')
  .description('trains one of the reference networks; an interrupted training resumes after its last complete epoch')
  .argument('<model>', [...RECIPES.keys()].join(', '))
  .addOption(new Option('--epochs <n>', 'passes over the images').argParser(wholeNumber('--epochs', 1, 1000)))
  .addOption(new Option('--images <n>', 'how many training images').argParser(wholeNumber('--images', 256, 60_000)))
  .addOption(new Option('--seed <n>', 'of everything random').argParser(wholeNumber('--seed', 1, LARGEST_SEED)).default(1))
  .option('--out <dir>', 'where the weights go', undefined)
  .addHelpText('after', '\nWithout --out, weights that reach their target go to reference/data/weights, others to assay-out/train.')
  .exitOverride()
  .action(async (model: string, options: Options) => {
    process.exitCode = await run(model, options)
  })

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof UsageError) {
    process.stderr.write(`train: ${error.message}\n`)
    process.exitCode = 2
  } else throw error
}
