import type { Check } from 'assay'
import { distribution, invariant, type LawJudge } from 'assay/checks'
import * as fc from 'fast-check'
import { type Epoch, MORE, ofDraws, ofEpochs, type Sizes, seedsFrom } from './epoch-laws.ts'
import * as judges from './judges.ts'
import { BATCH, DRAWS, EPOCHS, FEW, ORDERS, PLACES, SAMPLES } from './sampler-bands.ts'
import { differentSeeds, LARGEST_SEED, SEED_DISTANCES } from './seeds.ts'

export const sampler: Check = distribution({
  id: 'draws',
  title: `The sampler: ${DRAWS} draws of ${BATCH} out of ${SAMPLES}`,
  points: 1.25,
  entries: ['sample_minibatch'],
  calls: (random) => {
    const draw = (n: number, m: number) => (seed: number) => ({ entry: 'sample_minibatch', args: [n, m, seed] })
    return [...differentSeeds(random, DRAWS).map(draw(SAMPLES, BATCH)), ...differentSeeds(random, FEW.draws).map(draw(FEW.samples, 1))]
  },
  ...judges.draws,
  hint: 'What does a mini-batch look like that your function can never draw?',
})

/** Evenly spread: home-made generators may agree on a few neighbouring small seeds. */
const seed: fc.Arbitrary<number> = fc.noBias(fc.integer({ min: 1, max: LARGEST_SEED }))

/** Half of them small: there a shuffle that reaches one past the end leaves out a sample soonest, in one of n + 1 epochs. */
const size = fc.oneof(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 40 }))

const epoch: fc.Arbitrary<Epoch> = size.chain((n) => fc.record({ n: fc.constant(n), m: fc.integer({ min: 1, max: n }), seed }))

export const epochPartition: Check = invariant({
  id: 'epoch-partition',
  title: 'An epoch visits every sample once, in batches of m',
  points: 0.5,
  entries: ['epoch_batches'],
  law: 'the batches of an epoch hold each of 0, …, n − 1 once, m in every batch but the last',
  arbitrary: epoch,
  // No run of 2000 seeds misses such a shuffle; 40 epochs miss it in one of 400.
  runs: 60,
  calls: ({ n, m, seed }) => [{ entry: 'epoch_batches', args: [n, m, seed] }],
  ...judges.epochPartition,
  hint: 'Count how often each sample comes in one epoch.',
})

export const epochShuffled: Check = distribution({
  id: 'epoch-shuffled',
  title: 'From epoch to epoch the samples come together in other batches',
  points: 0.75,
  entries: ['epoch_batches'],
  calls: (random) =>
    [EPOCHS, { ...ORDERS, batch: 1 }, PLACES].flatMap(({ samples, batch, epochs }) =>
      differentSeeds(random, epochs).map((seed) => ({ entry: 'epoch_batches', args: [samples, batch, seed] })),
    ),
  ...judges.epochShuffled,
  hint: 'Which samples share a batch in one epoch, and which in the next?',
})

const reseeded = fc.record({
  n: fc.integer({ min: 30, max: 60 }),
  /** Ten batches and more: fixed ones in random order agree for two of the seeds once in 1e5 only, and are judged by another check. */
  m: fc.integer({ min: 2, max: 3 }),
  seed: fc.noBias(fc.integer({ min: 1, max: LARGEST_SEED - Math.max(...SEED_DISTANCES) })),
})

function seedCheck(spec: {
  readonly id: string
  readonly title: string
  readonly points: number
  readonly entry: string
  readonly sizes: (input: Epoch) => Sizes
  readonly judge: LawJudge<Epoch>
}): Check {
  const { entry, sizes, judge, ...base } = spec
  return invariant({
    ...base,
    entries: [entry],
    law: 'equal seeds give equal answers, different seeds different ones',
    arbitrary: reseeded,
    runs: 8,
    calls: (input) => {
      const [n, m] = sizes(input)
      const seeds = seedsFrom(input.seed).map((one) => [n, m, one])
      return [...seeds, [MORE * n, m, input.seed], [n, m + 1, input.seed]].map((args) => ({ entry, args }))
    },
    ...judge,
    hint: 'Where does your random generator take its state from?',
  })
}

export const epochSeeds: Check = seedCheck({
  id: 'epoch-seeds',
  title: 'Epochs follow the seed',
  points: 0.5,
  entry: 'epoch_batches',
  sizes: ofEpochs,
  judge: judges.epochSeeds,
})

export const drawSeeds: Check = seedCheck({
  id: 'draw-seeds',
  title: 'Draws follow the seed',
  points: 0.5,
  entry: 'sample_minibatch',
  sizes: ofDraws,
  judge: judges.drawSeeds,
})
